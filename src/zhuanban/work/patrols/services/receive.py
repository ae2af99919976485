"""Taking in a visit: kept as the phone sent it, then gathered with its photos, then carried down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.journal.events import plain
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import clauses_of
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.patrols.events import VisitHeld, VisitReceived
from zhuanban.work.patrols.models import Visit, VisitPhoto
from zhuanban.work.patrols.rules import (
    SCHEMA_VERSION,
    Verdict,
    VisitBody,
    VisitKind,
    VisitState,
    clock_skew_s,
    place_words,
)
from zhuanban.work.patrols.selectors.door import may_send, why_waiting
from zhuanban.work.patrols.services.carry import settle_visit
from zhuanban.work.patrols.services.parts import gather_photos

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Receipt:
    """The visit as it stands now, and whether it had been received before."""

    visit: Visit
    is_repeated: bool


def receive_visit(
    *,
    by: User,
    campaign: Campaign,
    uid: UUID,
    body: VisitBody,
    digest: str,
    raw: dict[str, Any],
    phone_clock: datetime | None = None,
) -> Receipt:
    """Take a visit in under the uid that the phone made. The same content again repeats the answer.

    `digest` is the SHA-256 of the request's body, `raw` that body as JSON, `phone_clock` the phone's time at sending.
    Raises Conflict where the uid came with another content, Invalid for what can never be carried down.
    """
    visit, is_repeated = keep_visit(by, campaign, uid, body, digest, raw, phone_clock)
    gather_photos(by=by, visit=visit)
    return Receipt(settle_visit(by=by, visit=visit), is_repeated)


@transaction.atomic
def keep_visit(
    by: User,
    campaign: Campaign,
    uid: UUID,
    body: VisitBody,
    digest: str,
    raw: dict[str, Any],
    phone_clock: datetime | None,
) -> tuple[Visit, bool]:
    """Write the visit and the names of its photos, once; False for a new one."""
    if not may_send(by, campaign):
        raise Refused
    check(body)
    waits = why_waiting(by, campaign)
    received_at = clock.now()
    visit, is_new = Visit.objects.get_or_create(
        uid=uid,
        defaults={
            "campaign": campaign,
            "inspector": by,
            **subject_of(campaign, body),
            "kind": body.kind,
            "verdict": body.verdict,
            "text": body.text,
            "longitude": body.fix.longitude,
            "latitude": body.fix.latitude,
            "accuracy_m": body.fix.accuracy_m,
            "captured_at": body.fix.captured_at,
            "clock_skew_s": clock_skew_s(phone_clock, received_at),
            "received_at": received_at,
            "schema_version": body.schema_version,
            "base_version": body.base_version,
            "digest": digest,
            "body": plain(raw),
            "state": VisitState.HELD if waits else VisitState.WAITING,
            "reason": waits,
        },
    )
    if is_new:
        write_photos(visit, body)
        tell(by, visit, waits)
    elif (visit.digest, visit.inspector_id, visit.campaign_id) != (digest, by.pk, campaign.pk):
        raise Conflict("同一编号的检查已经收到另一份内容，这一份没有保存。", "E409-1")
    return visit, not is_new


def check(body: VisitBody) -> None:
    """Raise Invalid for what can never become anything, however long it is kept."""
    if body.schema_version != SCHEMA_VERSION:
        raise Invalid("这条记录的格式与服务器不符，请刷新页面后再传。", "schema_version", "E422-21")
    if body.kind == VisitKind.REPORT and not (body.matter_kind and body.township):
        raise Invalid("没有选类别或乡镇（街道）。", "matter_kind", "E422-22")
    if body.kind == VisitKind.REPORT and not place_words(body.place, "此处", body.fix.longitude, body.fix.latitude):
        raise Invalid("没有写地点，也没有取得位置。", "place", "E422-23")
    if body.kind == VisitKind.VERIFY and not (body.matter and body.verdict):
        raise Invalid("没有写明核查哪件事项、通过还是不通过。", "verdict", "E422-24")
    if body.verdict == Verdict.FAIL and not body.text.strip():
        raise Invalid("核查不通过要写明原因。", "text", "E422-25")


def subject_of(campaign: Campaign, body: VisitBody) -> dict[str, Any]:
    """What the visit is about, as far as our lists still know it; all of it stays in the body."""
    if body.kind == VisitKind.VERIFY:
        matter = (
            Matter.objects.filter(campaign=campaign, uid=body.matter or NOBODY)
            .select_related("township", "kind")
            .first()
        )
        if matter is None:
            return {}
        return {"matter": matter, "township": matter.township, "matter_kind": matter.kind, "place": matter.place}
    township: Unit | None = townships_of(campaign.district_id).filter(uid=body.township or NOBODY).first()
    place = place_words(body.place, township.name if township else "", body.fix.longitude, body.fix.latitude)
    kind = Kind.objects.filter(code=body.matter_kind).first()
    clause = clauses_of(campaign).filter(uid=body.clause).first() if body.clause else None
    return {"township": township, "matter_kind": kind, "clause": clause, "place": place[:120]}


def write_photos(visit: Visit, body: VisitBody) -> None:
    """Name the photos that belong to the visit; one named twice counts once."""
    named = {photo.sha256: photo for photo in reversed(body.photos)}
    order = list(dict.fromkeys(photo.sha256 for photo in body.photos))
    VisitPhoto.objects.bulk_create(
        VisitPhoto(visit=visit, sha256=sha256, role=visit.kind, order=place, **vars(named[sha256].fix))
        for place, sha256 in enumerate(order)
    )


def tell(by: User, visit: Visit, waits: str) -> None:
    """Record the arrival, and why the visit waits if it does."""
    ids = {"campaign_id": visit.campaign_id, "visit_id": visit.pk}
    count = VisitPhoto.objects.filter(visit=visit).count()
    record(VisitReceived(**ids, kind_name=visit.get_kind_display(), photo_count=count), by=by)
    if waits:
        record(VisitHeld(**ids, reason=waits), by=by)
