"""Photos in pieces: kept until whole, checked against their SHA-256, then sealed with the visit's capture."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from zhuanban.ground.core import clock, uploads
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.rules import MOST_PHOTO_BYTES
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.patrols.models import PhotoPart, Visit, VisitPhoto
from zhuanban.work.patrols.rules import MOST_PART_BYTES, MOST_PARTS
from zhuanban.work.patrols.selectors.door import may_send
from zhuanban.work.patrols.selectors.visits import parts_of, photo_seen
from zhuanban.work.patrols.services.carry import settle_visit

MOST_WAITING_PARTS = 2000
STALE_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class PartReceipt:
    """Which pieces are here (from 1), whether the photo is whole, and whether this piece had come before."""

    have: list[int]
    is_whole: bool
    is_repeated: bool


def receive_photo_part(
    *, by: User, campaign: Campaign, sha256: str, number: int, count: int, content: bytes
) -> PartReceipt:
    """Take in piece `number` of `count`; the last one makes the photo whole and settles the visits that lack it.

    Raises Invalid for a piece that cannot be, and for a whole that is not what its name says: then all pieces
    are asked for again.
    """
    if not may_send(by, campaign):
        raise Refused
    check(number, count, content)
    if photo_seen(by, campaign, sha256):
        drop_parts(by, campaign, sha256)
        settle_waiting(by, campaign, sha256)
        return PartReceipt(list(range(1, count + 1)), is_whole=True, is_repeated=True)
    try:
        require_keepable(number, count, content)
    except Invalid as error:
        give_up(by, campaign, sha256, error)
        raise
    is_repeated = keep_part(by, campaign, sha256, number, count, content)
    have = list(parts_of(by, campaign, sha256).values_list("number", flat=True))
    is_whole = len(have) == count
    if is_whole:
        whole = whole_of(by, campaign, sha256)
        if whole is None:
            raise Invalid("照片在传输中损坏，请重新上传这张照片。", "photo", "E422-15")
        try:
            require_keepable(1, 1, whole)
        except Invalid as error:
            give_up(by, campaign, sha256, error)
            raise
        settle_waiting(by, campaign, sha256)
    return PartReceipt(have, is_whole, is_repeated)


def seal_photo(*, by: User, campaign: Campaign, sha256: str) -> Photo:
    """Seal a whole photo that belongs to no visit, so that a matter can name it by its digest.

    Raises Invalid while pieces lack, and for what is no picture.
    """
    if not may_send(by, campaign):
        raise Refused
    if photo := photo_seen(by, campaign, sha256):
        return photo
    content = whole_of(by, campaign, sha256)
    if content is None:
        raise Invalid("照片还没有收齐。", "photo", "E422-19")
    try:
        photo = take_photo(by=by, campaign_id=campaign.pk, content=content, capture=Capture())
    except Invalid as error:
        give_up(by, campaign, sha256, error)
        raise
    drop_parts(by, campaign, sha256)
    return photo


def check(number: int, count: int, content: bytes) -> None:
    """Raise Invalid for a piece that cannot be."""
    if not 1 <= number <= count <= MOST_PARTS:
        raise Invalid(f"照片的分片号不对：第 {number} 片，共 {count} 片。", "part", "E422-16")
    if not content:
        raise Invalid("照片的这一片是空的。", "photo", "E422-10")
    if len(content) > MOST_PART_BYTES:
        raise Invalid(f"照片的一片不能超过 {MOST_PART_BYTES // 1024} KB。", "photo", "E422-17")


def require_keepable(number: int, count: int, content: bytes) -> None:
    """Raise Invalid for what must not lie here even in pieces: marked secret, or found by the virus scanner.

    What is merely no picture is kept for the office, which hears of it with the visit.
    """
    try:
        if count == 1:
            uploads.admit(content, "", kinds=uploads.PHOTOS, most_bytes=MOST_PHOTO_BYTES, field="photo")
        elif number == 1:
            uploads.refuse_marked_start(content)
    except Invalid as error:
        if error.number in uploads.UNKEPT:
            raise


@transaction.atomic
def give_up(by: User, campaign: Campaign, sha256: str, why: Invalid) -> None:
    """Keep nothing of this photo; the visits that wait for it go on without it, with the reason."""
    drop_parts(by, campaign, sha256)
    waiting = VisitPhoto.objects.filter(visit__inspector=by, visit__campaign=campaign, sha256=sha256, photo=None)
    waiting.update(fault=why.message[:200])
    settle_waiting(by, campaign, sha256)


@transaction.atomic
def keep_part(by: User, campaign: Campaign, sha256: str, number: int, count: int, content: bytes) -> bool:
    """Keep a piece; True where the same piece was here. Pieces of another cutting of the photo go."""
    known = list(parts_of(by, campaign, sha256).select_for_update())
    digest = hashlib.sha256(content).hexdigest()
    if any(part.number == number and part.count == count and part.digest == digest for part in known):
        return True
    throw_away([part for part in known if part.count != count or part.number == number])
    if PhotoPart.objects.filter(sender=by).count() >= MOST_WAITING_PARTS:
        raise Invalid("还没有传完整的照片太多，请先把已开始的照片传完。", "photo", "E422-18")
    path = default_storage.save(f"incoming/{campaign.pk}-{by.pk}/{sha256}.{number}of{count}", ContentFile(content))
    PhotoPart.objects.create(
        campaign=campaign,
        sender=by,
        sha256=sha256,
        number=number,
        count=count,
        digest=digest,
        path=path,
        received_at=clock.now(),
    )
    return False


def whole_of(by: User, campaign: Campaign, sha256: str) -> bytes | None:
    """The photo put together, None while pieces lack; pieces that do not give what the name says are thrown away."""
    parts = list(parts_of(by, campaign, sha256))
    if not parts or len(parts) != parts[0].count:
        return None
    content = b"".join(_read(part.path) for part in parts)
    if hashlib.sha256(content).hexdigest() == sha256:
        return content
    drop_parts(by, campaign, sha256)
    return None


def _read(path: str) -> bytes:
    with default_storage.open(path) as file:
        return bytes(file.read())


def settle_waiting(by: User, campaign: Campaign, sha256: str) -> None:
    """Gather and settle the visits of this sender that lack the photo."""
    waiting = Visit.objects.filter(inspector=by, campaign=campaign, photos__sha256=sha256, photos__photo=None)
    for visit in waiting.order_by("pk").distinct():
        gather_photos(by=by, visit=visit)
        settle_visit(by=by, visit=visit)


def gather_photos(*, by: User, visit: Visit) -> None:
    """Seal those photos of the visit that are whole; one that is no picture is marked with the reason."""
    for row in VisitPhoto.objects.filter(visit=visit, photo=None, fault="").order_by("order"):
        photo = photo_seen(by, visit.campaign, row.sha256)
        if photo is None:
            content = whole_of(by, visit.campaign, row.sha256)
            if content is None:
                continue
            try:
                photo = take_photo(
                    by=by, campaign_id=visit.campaign_id, content=content, capture=capture_of(visit, row)
                )
            except Invalid as error:
                VisitPhoto.objects.filter(pk=row.pk).update(fault=error.message[:200])
                continue
        VisitPhoto.objects.filter(pk=row.pk).update(photo=photo)
        drop_parts(by, visit.campaign, row.sha256)


def capture_of(visit: Visit, row: VisitPhoto) -> Capture:
    """What the page recorded at the picture, the phone's clock put right."""
    skew = timedelta(seconds=visit.clock_skew_s or 0)
    instant: datetime = min(row.captured_at + skew, visit.received_at)
    return Capture(instant, row.longitude, row.latitude, row.accuracy_m)


@transaction.atomic
def drop_parts(by: User, campaign: Campaign, sha256: str) -> None:
    """Throw away all pieces of a photo."""
    throw_away(list(parts_of(by, campaign, sha256)))


def throw_away(parts: list[PhotoPart]) -> None:
    """Delete pieces; their files go when the transaction holds."""
    PhotoPart.objects.filter(pk__in=[part.pk for part in parts]).delete()
    for part in parts:
        transaction.on_commit(partial(default_storage.delete, part.path))


@transaction.atomic
def purge_stale_parts() -> int:
    """Throw away pieces that have lain for thirty days without becoming whole; returns how many."""
    stale = list(PhotoPart.objects.filter(received_at__lt=clock.now() - STALE_AFTER).order_by("pk")[:1000])
    throw_away(stale)
    return len(stale)
