"""Taking in a photo: checked, sealed, copied, hashed. The caller has checked who may send it and to what."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import PHOTOS, admit
from zhuanban.ground.files import pictures
from zhuanban.ground.files.models import Photo, PhotoBand
from zhuanban.ground.files.rules import MOST_PHOTO_BYTES, PHOTO_TYPES, bands, path_of
from zhuanban.ground.orgs.models import User


@dataclass(frozen=True)
class Capture:
    """What the page recorded when the picture was taken: instant, position in CGCS2000 degrees, accuracy in metres."""

    captured_at: datetime | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    accuracy_m: int | None = None


def take_photo(
    *, by: User, campaign_id: int, content: bytes, capture: Capture, name: str = "", is_drawn: bool = False
) -> Photo:
    """Seal a photo and keep it; the same content in the same action is the same photo again.

    Raises Invalid for what is empty, too large, no picture, two things at once, infected or marked as secret.
    """
    if not content:
        raise Invalid("照片是空的，请重新选择。", "photo", "E422-10")
    if len(content) > MOST_PHOTO_BYTES:
        raise Invalid("照片超过 15 MB，请用普通尺寸重拍。", "photo", "E422-13")
    admitted = admit(content, name or "照片", kinds=PHOTOS, most_bytes=MOST_PHOTO_BYTES, field="photo")
    sha256 = hashlib.sha256(content).hexdigest()
    known = Photo.objects.filter(campaign_id=campaign_id, sha256=sha256).first()
    if known:
        return known
    picture = pictures.examine(content)
    for variant, data in (("original", content), ("copy", picture.copy), ("thumb", picture.thumb)):
        path = path_of(sha256, variant)
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(data))
    kind = PHOTO_TYPES[admitted.kind]
    return keep_photo(by, campaign_id, sha256, kind, len(content), picture, capture, is_drawn=is_drawn)


@transaction.atomic
def keep_photo(
    by: User,
    campaign_id: int,
    sha256: str,
    kind: str,
    size: int,
    picture: pictures.Picture,
    capture: Capture,
    *,
    is_drawn: bool,
) -> Photo:
    """Write the row of a stored photo and its bands, once."""
    photo, fresh = Photo.objects.get_or_create(
        campaign_id=campaign_id,
        sha256=sha256,
        defaults={
            "content_type": kind,
            "size": size,
            "width": picture.width,
            "height": picture.height,
            "fingerprint": f"{picture.fingerprint:016x}",
            "sent_by": by,
            "received_at": clock.now(),
            "is_drawn": is_drawn,
            **vars(capture),
        },
    )
    if fresh:
        PhotoBand.objects.bulk_create(
            PhotoBand(photo=photo, campaign_id=campaign_id, place=place, value=value)
            for place, value in enumerate(bands(picture.fingerprint))
        )
    return photo
