"""Reading photos: the row, the copy, and near copies used before."""

from django.core.files.storage import default_storage
from django.db.models import Q

from zhuanban.ground.core.doors import digest_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.models import Photo, PhotoBand
from zhuanban.ground.files.rules import REUSE_DISTANCE, bands, distance, path_of


def photo_by_digest(campaign_id: int, sha256: str) -> Photo | None:
    """The photo of this content in the action."""
    return Photo.objects.filter(campaign_id=campaign_id, sha256=sha256).first()


def content_of(photo: Photo, variant: str) -> bytes:
    """The bytes of a variant: original, copy or thumb; Invalid for an original that is no longer what was sealed."""
    with default_storage.open(path_of(photo.sha256, variant)) as file:
        content = bytes(file.read())
    if variant == "original" and digest_of(content) != photo.sha256:
        raise Invalid("这张照片的原件与封存时不一致，不能作为证据，请告诉系统管理员。", number="E422-61")
    return content


def near_copies(photo: Photo, most: int = 5) -> list[Photo]:
    """Other photos of the action that look the same (dHash within distance 8), oldest first; for a person to judge."""
    fingerprint = int(photo.fingerprint, 16)
    condition = Q()
    for place, value in enumerate(bands(fingerprint)):
        condition |= Q(place=place, value=value)
    found = PhotoBand.objects.filter(condition, campaign_id=photo.campaign_id).exclude(photo=photo)
    candidates = Photo.objects.filter(pk__in=found.values("photo_id")[:500]).order_by("pk")
    return [other for other in candidates if distance(fingerprint, int(other.fingerprint, 16)) <= REUSE_DISTANCE][:most]
