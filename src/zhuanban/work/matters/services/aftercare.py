"""After closing: a keeper takes it over, somebody looks back on the days of its kind, a relapse is taken up anew."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.work.matters.events.aftercare import KeeperChanged, KeepingEnded, MatterRechecked
from zhuanban.work.matters.models import Care, KeeperChange, Matter, Recheck
from zhuanban.work.matters.rules.aftercare import Aftercare, EndedBy, Finding, Keeper, may_look
from zhuanban.work.matters.rules.loop import PhotoRole, Source
from zhuanban.work.matters.selectors.clocks import latest_turn
from zhuanban.work.matters.selectors.kinds import spec_of_matter, use_of
from zhuanban.work.matters.selectors.units import heirs_of
from zhuanban.work.matters.services.register import register_matter
from zhuanban.work.matters.services.writing import counted, locked, pictured, reasoned, saved, shown_to, unit_of


def hand_to_keeper(row: Matter, at: datetime) -> None:
    """Give a matter that was just closed to its keeper, where its kind asks for one; others cost nothing."""
    if not row.kind.has_aftercare or (said := spec_of_matter(row).aftercare) is None:
        return
    days = said.days_from(local_day(at))
    keeper = row.handler_id if said.keeper == Keeper.HANDLER and row.handler_id else row.township_id
    Care.objects.create(
        matter=row, campaign_id=row.campaign_id, keeper_id=keeper, post=said.post, begun_at=at,
        days=[day.isoformat() for day in days], next_on=days[0],
    )  # fmt: skip


def end_care(row: Matter, why: EndedBy) -> None:
    """The matter is taken up again: nobody looks back at it meanwhile; closed again it is kept anew."""
    if row.kind.has_aftercare:
        Care.objects.filter(matter=row, ended_at=None).update(ended_at=clock.now(), ended_by=why)


def _held(by: User, right: str, care: Care) -> Care:
    """The keeping, held until the transaction ends; Refused for who may not, Invalid where it is over."""
    found = permitted(by, right, Care).filter(pk=care.pk).order_by().select_for_update(of=("self",))
    row = found.select_related("keeper", "matter__kind", "matter__township", "matter__campaign").first()
    if row is None:
        raise Refused
    if row.ended_at is not None:
        raise Invalid("这件事项的管护已经结束。请刷新页面看最新状态。")
    return row


@transaction.atomic
def recheck_matter(
    *, by: User, care: Care, finding: str, note: str = "", photos: Iterable[Photo] = ()
) -> Recheck:
    """Somebody looked back (回头看): in good order, or relapsed, which opens a new matter from the old one."""
    row, now, pictures = _held(by, "care.recheck", care), clock.now(), list(photos)
    if row.next_on is None or not may_look(row.next_on, clock.today()):
        raise Invalid(f"下次回头看是 {row.next_on}，提前 7 天以内才能填写。" if row.next_on else "回头看已经全部做完。")
    matter = locked(row.matter)
    said = spec_of_matter(matter).aftercare
    found = _checked(finding, note, said, has_photos=bool(pictures))
    relapse = _relapse(by, matter, row.keeper, note.strip(), pictures) if found == Finding.RELAPSED else None
    turn = latest_turn(matter)
    pictured(matter, pictures, PhotoRole.VERIFY, turn.stint if turn else 1)
    look = Recheck.objects.create(
        care=row, step=row.step + 1, due_on=row.next_on, finding=found, note=note.strip(), by=by, unit_id=unit_of(by),
        at=now, relapse=relapse,
    )  # fmt: skip
    _went_on(row, now, relapse)
    told = MatterRechecked(
        matter_id=matter.pk, number=matter.number, recheck_id=look.pk, step=look.step, finding=found.label,
        note=f"，另行办理（{relapse.number}）" if relapse else "", campaign_id=matter.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=unit_of(by))
    return look


def _checked(finding: str, note: str, said: Aftercare | None, *, has_photos: bool) -> Finding:
    if finding not in Finding.values:
        raise Invalid("请选择回头看的结果。", "finding")
    if len(note) > 500:
        raise Invalid("说明不能超过 500 个字。", "note")
    if finding == Finding.RELAPSED and not note.strip():
        raise Invalid("反弹的请写明现场情况。", "note")
    if said and said.photo_reason and not has_photos:
        raise Invalid(f"这一类回头看须附照片：{said.photo_reason}。", "photos")
    return Finding(finding)


def _relapse(by: User, old: Matter, keeper: Unit, note: str, photos: list[Photo]) -> Matter:
    """The same trouble is there again: a new matter with what the old one says; nothing is asked twice."""
    clauses = use_of(old.campaign, old.kind).clauses
    asked = {field.code for field in spec_of_matter(old).asked}
    # What is closed stays with a township that was merged away; its keeper is the one that took over.
    has_gone = old.township.closes_on and old.township.closes_on <= clock.today()
    town = keeper if has_gone and keeper.kind == UnitKind.TOWNSHIP else old.township
    row = register_matter(
        by=by, campaign=old.campaign, kind=old.kind, township=town, title=old.title, place=old.place,
        detail=note, source=Source.PATROL, longitude=old.longitude, latitude=old.latitude,
        clause=old.clause if old.clause_id in clauses else None, photos=photos,
        fields={code: value for code, value in old.fields.items() if code in asked},
    )  # fmt: skip
    if row.relapse_of_id != old.pk:
        before, row.relapse_of = counted(row), old
        saved(row, before, "relapse_of")
    return row


def _went_on(row: Care, now: datetime, relapse: Matter | None) -> None:
    row.step += 1
    ahead = row.ahead
    row.next_on = ahead[0] if ahead else None
    if relapse is not None:
        row.next_on, row.ended_at, row.ended_by = None, now, EndedBy.RELAPSE
    row.save(update_fields=["step", "next_on", "ended_at", "ended_by"])


@transaction.atomic
def change_keeper(*, by: User, care: Care, unit: Unit, reason: str, post: str = "") -> Care:
    """Another unit keeps it from now on; the days stay as they are."""
    row, reason = _held(by, "care.change", care), reasoned(reason)
    if len(reason) > 200:
        raise Invalid("理由不能超过 200 个字。", "reason")
    if unit.district_id != row.keeper.district_id:
        raise Invalid("管护单位应是本区县的单位。", "unit")
    if (unit.pk, post.strip()) == (row.keeper_id, row.post):
        raise Invalid("管护单位和岗位都没有变。", "unit")
    _kept_by(row, unit, by, reason, post.strip())
    return row


def _kept_by(row: Care, unit: Unit, by: User | None, reason: str, post: str) -> None:
    old, row.keeper, row.post = row.keeper, unit, post
    row.save(update_fields=["keeper", "post"])
    KeeperChange.objects.create(care=row, old=old, new=unit, reason=reason, by=by, at=clock.now())
    shown_to(locked(row.matter), [unit.pk])
    told = KeeperChanged(
        matter_id=row.matter_id, number=row.matter.number, old=old.name, new=unit.name, campaign_id=row.campaign_id
    )
    record(told, by=by, unit_id=unit_of(by) if by else None)


@transaction.atomic
def end_keeping(*, by: User, care: Care, reason: str) -> Care:
    """Nobody keeps it any more, as where it was pulled down."""
    row, reason = _held(by, "care.change", care), reasoned(reason)
    if len(reason) > 200:
        raise Invalid("理由不能超过 200 个字。", "reason")
    row.ended_at, row.ended_by = clock.now(), EndedBy.OFFICE
    row.save(update_fields=["ended_at", "ended_by"])
    KeeperChange.objects.create(care=row, old=row.keeper, reason=reason, by=by, at=row.ended_at)
    told = KeepingEnded(
        matter_id=row.matter_id, number=row.matter.number, unit=row.keeper.name, campaign_id=row.campaign_id
    )
    record(told, by=by, unit_id=unit_of(by))
    return row


@transaction.atomic
def keepers_follow_units(event: UnitsReorganised) -> int:
    """What a unit kept that was merged or split goes to who takes over; how many went."""
    heirs = heirs_of(event)
    rows = Care.objects.select_for_update(of=("self",)).filter(keeper__in=list(heirs.by_unit), ended_at=None)
    units = Unit.objects.in_bulk([*heirs.by_unit.values(), *heirs.by_village.values()])
    count = 0
    for row in rows.select_related("keeper", "matter").order_by("pk"):
        heir = heirs.of(row.keeper_id, row.matter.place)
        if heir != row.keeper_id:
            _kept_by(row, units[heir], None, "机构调整", row.post)
            count += 1
    return count
