"""Found, mended and closed in one visit (立查立改); a drawn share is verified by another."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.selectors import newest_seal
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.events.special import MatterMended, MatterSampled, MatterSampleFailed, MatterSamplePassed
from zhuanban.work.matters.models import Assignment, Kind, Matter, SpotMend
from zhuanban.work.matters.rules.evidence import check_evidence
from zhuanban.work.matters.rules.loop import Act, PhotoRole, Profile, State
from zhuanban.work.matters.rules.sampling import is_drawn
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.selectors.spot import shares_of, waiting_for_draw
from zhuanban.work.matters.services.again import begin_again
from zhuanban.work.matters.services.register import register_matter
from zhuanban.work.matters.services.timing import limit_words
from zhuanban.work.matters.services.verify import hold_to_verify
from zhuanban.work.matters.services.writing import (
    LIT,
    counted,
    lit,
    moved,
    pictured,
    reasoned,
    remarked,
    saved,
    shown_to,
    unit_of,
)


@transaction.atomic
def mend_on_spot(
    *, by: User, campaign: Campaign, kind: Kind, township: Unit, place: str, photos_after: Iterable[Photo] = (),
    **said: Any,
) -> Matter:  # fmt: skip
    """Register what was found and mended at once, with a photo of before and after; it is closed."""
    row = register_matter(by=by, campaign=campaign, kind=kind, township=township, place=place, **said)
    if SpotMend.objects.filter(matter=row).exists():
        return row  # the same report came twice
    spec, after, now = spec_of_matter(row), list(photos_after), clock.now()
    if not spec.is_trivial or row.profile != Profile.CASE:
        raise Invalid(f"“{spec.name}”不能立查立改，请登记以后按流程办理。", "kind")
    if not after or not row.photos.filter(role=PhotoRole.BEFORE).exists():
        raise Invalid("立查立改须附整改前和整改后照片各至少一张：没有第二个人在场，凭照片抽查。", "photos_after")
    check_evidence(spec, row.fields, len(after), "photos_after")
    before, unit = counted(row), unit_of(by) or row.township_id
    Assignment.objects.create(
        matter=row, unit_id=unit, origin=Assignment.Origin.FILING, given_by=by, given_at=now, accepted_by=by,
        accepted_at=now, done_by=by, done_at=now,
    )  # fmt: skip
    pictured(row, after, PhotoRole.AFTER, 1)
    row.state, row.handler_id, row.closed_at = State.CLOSED, unit, now
    saved(row, before, "state", "handler", "closed_at")
    shown_to(row, [unit])
    SpotMend.objects.create(matter=row, mended_at=now)
    told = MatterMended(matter_id=row.pk, number=row.number, township_id=row.township_id, campaign_id=row.campaign_id)
    record(told, by=by, unit_id=unit_of(by))
    return row


@transaction.atomic
def draw_samples() -> int:
    """Draw among what was mended before the newest seal, with that seal as the seed; how many were drawn."""
    seal = newest_seal()
    if seal is None:
        return 0
    waiting = waiting_for_draw(seal.sealed_at)
    shares = shares_of({mend.matter.township_id for mend in waiting})
    now = clock.now()
    for mend in waiting:
        mend.drawn_at, mend.seal, mend.seed = now, seal.position, seal.digest
        mend.share = shares[mend.matter.township_id]
        mend.is_drawn = is_drawn(mend.seed, str(mend.matter.uid), mend.share)
    SpotMend.objects.bulk_update(waiting, ["drawn_at", "seal", "seed", "share", "is_drawn"])
    drawn = [mend for mend in waiting if mend.is_drawn]
    for mend in drawn:
        told = MatterSampled(
            matter_id=mend.matter_id, number=mend.matter.number, seal=mend.seal or 0, share=mend.share or 0,
            campaign_id=mend.matter.campaign_id,
        )  # fmt: skip
        record(told, by=None)
    return len(drawn)


def _sample(row: Matter) -> SpotMend:
    mend = SpotMend.objects.select_for_update().filter(matter=row, is_drawn=True, checked_at=None).first()
    if mend is None:
        raise Invalid("这件事项没有被抽中复核，或者已经复核过。")
    return mend


def _checked(mend: SpotMend, by: User, *, passed: bool, at: datetime) -> None:
    mend.checked_by, mend.checked_at, mend.passed = by, at, passed
    mend.save(update_fields=["checked_by", "checked_at", "passed"])


@transaction.atomic
def pass_sample(*, by: User, matter: Matter, opinion: str = "", photos: Iterable[Photo] = ()) -> Matter:
    """Another looked and found it mended (抽查合格)."""
    row, _, turn = hold_to_verify(by, Act.SAMPLE_PASS, matter)
    pictures = list(photos)
    _checked(_sample(row), by, passed=True, at=clock.now())
    pictured(row, pictures, PhotoRole.VERIFY, turn.stint)
    told = MatterSamplePassed(
        matter_id=row.pk,
        number=row.number,
        remark_id=remarked(row, Act.SAMPLE_PASS, by, opinion),
        campaign_id=row.campaign_id,
    )
    record(told, by=by, unit_id=unit_of(by))
    return row


@transaction.atomic
def fail_sample(*, by: User, matter: Matter, reason: str, photos: Iterable[Photo] = ()) -> Matter:
    """Another looked and found it not mended (抽查不合格): it is open again, and counts as 返工."""
    row, before, turn = hold_to_verify(by, Act.SAMPLE_FAIL, matter)
    reason, pictures, now = reasoned(reason), list(photos), clock.now()
    _checked(_sample(row), by, passed=False, at=now)
    pictured(row, pictures, PhotoRole.VERIFY, turn.stint)
    turn.sent_back_at = now
    turn.save(update_fields=["sent_back_at"])
    ends = begin_again(row, turn, by, Assignment.Origin.SEND_BACK)
    moved(row, Act.SAMPLE_FAIL)
    row.closed_at = None
    row.rework_count += 1
    row.reworked_at = row.reworked_at or now
    lit(row, ends, now)
    saved(row, before, "state", "closed_at", "rework_count", "reworked_at", *LIT)
    told = MatterSampleFailed(
        matter_id=row.pk,
        number=row.number,
        unit=row.handler.name if row.handler else "",
        limit=limit_words(ends),
        remark_id=remarked(row, Act.SAMPLE_FAIL, by, reason),
        campaign_id=row.campaign_id,
    )
    record(told, by=by, unit_id=unit_of(by))
    return row
