"""Photos by the digest of their content."""

from collections.abc import Sequence

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign


def photos_named(user: User, campaign: Campaign, digests: Sequence[str]) -> list[Photo]:
    """The photos of the action with these digests that the person sent or sees; Invalid where one is not there."""
    if not digests:
        return []
    found = permitted(user, "photo.view", Photo).filter(campaign_id=campaign.pk, sha256__in=digests)
    known = {photo.sha256: photo for photo in found.order_by("pk")}
    if missing := [digest for digest in digests if digest not in known]:
        raise Invalid(f"照片 {missing[0][:12]} 还没有上传，或者您看不到它。", "photos")
    return [known[digest] for digest in dict.fromkeys(digests)]
