"""Registering a matter (登记): a case waits for the office, a ledger matter is at once in its township's hands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day, start_of
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.permits import permitted, require
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.core.writes import insert_row, update_columns
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.workdays.rules import due
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import day_of, judged_from
from zhuanban.work.matters.events import MatterRegistered
from zhuanban.work.matters.models import Assignment, Kind, Matter, MatterScope, Value
from zhuanban.work.matters.rules.fields import kept_fields
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.rules.loop import UNPICTURED, PhotoRole, Profile, Source, State
from zhuanban.work.matters.selectors.kinds import Use, spec_of, use_of
from zhuanban.work.matters.selectors.places import closed_before_at
from zhuanban.work.matters.selectors.scopes import limit_in_scope, units_by_duty
from zhuanban.work.matters.services.timing import begin_plan
from zhuanban.work.matters.services.writing import LIT, changes_of, is_judged_row, lit, pictured, unit_of

# Records that another system hands over may be old, but not so old; an action plans no further than this.
EARLIEST = date(1980, 1, 1)
LONGEST_PLAN = timedelta(days=5 * 366)
SOURCES = frozenset(Source.values)


@dataclass(frozen=True)
class Report:
    """What is said of a matter when it is registered; instants in UTC, positions in CGCS2000 degrees."""

    campaign: Campaign
    kind: Kind
    township: Unit
    title: str
    place: str
    detail: str
    source: str
    happened_at: datetime
    longitude: Decimal | None
    latitude: Decimal | None
    planned_on: date | None
    clause: Clause | None


@transaction.atomic
def register_matter(
    *,
    by: User,
    campaign: Campaign,
    kind: Kind,
    township: Unit,
    title: str,
    place: str,
    detail: str = "",
    source: str = Source.SURVEY,
    happened_at: datetime | None = None,
    longitude: Decimal | None = None,
    latitude: Decimal | None = None,
    planned_on: date | None = None,
    fields: Mapping[str, Any] | None = None,
    photos: Iterable[Photo] = (),
    clause: Clause | None = None,
    uid: UUID | None = None,
) -> Matter:
    """Register a matter once: the same `uid` gives the same matter again.

    `clause` is needed only for a general kind, which serves every task. A ledger matter without `planned_on` gets the
    day that its kind suggests. The matter counts as 反弹 where one of its kind was closed at its place not long ago.
    """
    action = REGISTERED_IN.first(actor=by, pk=campaign.pk)
    if action is None:
        raise Refused
    require(by, "matter.register_at", township, within=campaign.pk)
    said = Report(
        campaign=action,
        kind=kind,
        township=township,
        title=title.strip(),
        place=place.strip(),
        detail=detail.strip(),
        source=source,
        happened_at=happened_at or clock.now(),
        longitude=longitude,
        latitude=latitude,
        planned_on=planned_on,
        clause=clause,
    )
    if uid is None:
        return _registered(said, by, fields or {}, list(photos), uid)
    if known := Matter.objects.filter(uid=uid).first():
        return _same(known, by, said)
    try:
        with transaction.atomic():
            return _registered(said, by, fields or {}, list(photos), uid)
    except IntegrityError:
        # The same report came twice at once, and the other one was first.
        known = Matter.objects.filter(uid=uid).first()
        if known is None:
            raise
        return _same(known, by, said)


REGISTERED_IN: Prepared[Campaign] = Prepared(
    lambda actor, pk: permitted(actor, "matter.register", Campaign).filter(pk=pk)
)


def _registered(said: Report, by: User, fields: Mapping[str, Any], pictures: list[Photo], uid: UUID | None) -> Matter:
    use = use_of(said.campaign, said.kind)
    spec = spec_of(said.kind, use.version)
    check_report(said, spec, has_photos=bool(pictures))
    row = _filed(said, spec, use, by, fields, uid)
    if row.profile == Profile.LEDGER:
        _taken_in_hand(row, by)
    filed_for(row, unit_of(by))
    if pictures:
        pictured(row, pictures, PhotoRole.BEFORE, 1)
    _kept_for_queries(row, spec)
    _say(row, by, spec)
    return row


def filed_for(row: Matter, filer: int | None) -> None:
    """Show the new matter to its township, the units of its clause and the unit that registered it, and count it."""
    units = list(dict.fromkeys([row.township_id, *units_by_duty(row.clause_id), *([filer] if filer else [])]))
    due_at = limit_in_scope(row.due_at, row.closed_at)
    MatterScope.objects.bulk_create(
        MatterScope(matter=row, unit_id=unit, campaign_id=row.campaign_id, due_at=due_at, is_filer=unit == filer)
        for unit in units
    )
    for change in changes_of(row, Counter(), units):
        insert_row(change)


def _say(row: Matter, by: User, spec: KindSpec) -> None:
    relapse = row.relapse_of
    record(
        MatterRegistered(
            matter_id=row.pk,
            number=row.number,
            kind=row.kind.name,
            township=row.township.name,
            township_id=row.township_id,
            note=f"；同地同类问题 {spec.relapse_days} 天内再次发生，记为反弹（原 {relapse.number}）" if relapse else "",
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )


def _same(known: Matter, by: User, said: Report) -> Matter:
    held = (known.filed_by_id, known.campaign_id, known.kind_id, known.township_id, known.place, known.title)
    if held != (by.pk, said.campaign.pk, said.kind.pk, said.township.pk, said.place, said.title):
        raise Conflict("这个外部标识已经用于另一件事项。", "E409-2")
    return known


def check_report(said: Report, spec: KindSpec, *, has_photos: bool) -> None:
    """Raise Invalid, about the field, for what cannot be registered as it is said."""
    if said.campaign.state != Campaign.State.RUNNING:
        raise Invalid("专项行动还没有启动或者已经结束，不能登记事项。")
    _check_words(said)
    if said.source not in SOURCES:
        raise Invalid("来源不认识。", "source")
    if said.happened_at > clock.now() + timedelta(minutes=5):
        raise Invalid("发现时间不能晚于现在。", "happened_at")
    if said.happened_at < start_of(EARLIEST):
        raise Invalid("发现时间太早，请核对年份。", "happened_at")
    start = judged_from(said.campaign)
    if start and said.happened_at < start <= clock.now() and said.source not in UNPICTURED:
        raise Invalid("接管以前发现的请把来源选为“历史移交”；接管以后发现的请核对发现时间。", "happened_at")
    if said.planned_on and said.planned_on > clock.today() + LONGEST_PLAN:
        raise Invalid("计划完成日期不能晚于五年以后，请核对年份。", "planned_on")
    if spec.needs_photo and not has_photos and said.source not in UNPICTURED:
        raise Invalid(f"“{spec.name}”须附照片：{spec.photo_reason}。", "photos")


def _check_words(said: Report) -> None:
    needed = (said.title, "事项", "title"), (said.place, "地点", "place")
    for value, name, field in needed:
        if not value:
            raise Invalid(f"请填写{name}。", field)
    for value, name, field, most in (*((*each, 120) for each in needed), (said.detail, "说明", "detail", 1000)):
        if len(value) > most:
            raise Invalid(f"{name}不能超过 {most} 个字。", field)


def _filed(
    said: Report, spec: KindSpec, use: Use, by: User, fields: Mapping[str, Any], uid: UUID | None
) -> Matter:
    """Write the row with its number, its clause and what it relapses from."""
    row = row_of(said, spec, use, by, fields, uid)
    row.relapse_of = closed_before_at(
        said.campaign, said.township, said.kind, said.place, said.happened_at, spec.relapse_days
    )
    if row.profile == Profile.LEDGER:
        asked = row.clause if spec.plans_by_clause and row.planned_on is None else None
        row.planned_on = planned_day(row, spec, day_of(asked) if asked else None)
    row.number = number_of(row, next_number(numbers_of(row)))
    row.full_clean(validate_unique=False, validate_constraints=False, exclude=_CHECKED)
    insert_row(row)
    return row


def row_of(said: Report, spec: KindSpec, use: Use, by: User, fields: Mapping[str, Any], uid: UUID | None) -> Matter:
    """The row as it is said, without number and planned day; a ledger matter is in its township's hands."""
    now = clock.now()
    row = Matter(
        uid=uid or uuid7(),
        campaign=said.campaign,
        kind=said.kind,
        kind_version=use.version,
        clause_id=_clause_of(said, spec, use.clauses),
        township=said.township,
        profile=said.kind.profile,
        source=said.source,
        title=said.title,
        detail=said.detail,
        place=said.place,
        longitude=said.longitude,
        latitude=said.latitude,
        happened_at=said.happened_at,
        entered_at=now,
        filed_by=by,
        planned_on=said.planned_on,
        fields=kept_fields(spec, fields, {"登记日": local_day(now), "发现日": local_day(said.happened_at)}),
    )
    if row.profile == Profile.LEDGER:
        row.state, row.handler = State.HANDLING, said.township
    return row


def numbers_of(row: Matter) -> str:
    """The counter that numbers the matters of an action in the year of their entry."""
    return f"matter:{row.campaign_id}:{local_day(row.entered_at).year}"


def number_of(row: Matter, count: int) -> str:
    """The number that people read."""
    return f"{local_day(row.entered_at).year}-{count:05d}"


# Foreign keys were fetched by permit and the fields checked by their kind; cleaning them again costs a query each.
_CHECKED = ["campaign", "kind", "clause", "township", "handler", "filed_by", "relapse_of", "fields"]


def _clause_of(said: Report, spec: KindSpec, served: list[int]) -> int | None:
    if not served:
        raise Invalid(f"本行动没有启用“{spec.name}”。", "kind")
    if said.clause is None:
        return None if spec.is_general else served[0]
    if said.clause.pk not in served:
        raise Invalid(f"“{spec.name}”不属于所选的条款。", "clause")
    return said.clause.pk


def planned_day(row: Matter, spec: KindSpec, clause_day: date | None) -> date:
    """The planned day of a ledger matter, or the one its kind suggests: the clause's own day, or its limit from now."""
    if row.planned_on is None:
        if clause_day and clause_day >= clock.today():
            return clause_day
        return local_day(due(clock.now(), spec.stages[0].limit).at - timedelta(microseconds=1))
    if row.planned_on < clock.today() and is_judged_row(row):
        raise Invalid("计划完成日期不能早于今天。", "planned_on")
    return row.planned_on


def _taken_in_hand(row: Matter, by: User) -> None:
    """Open the township's turn with a ledger matter: it filed it and is at work on it."""
    now = clock.now()
    own = any(seat.unit_id == row.township_id for seat in by.seats)
    turn = Assignment(
        matter=row, unit=row.township, origin=Assignment.Origin.FILING, given_by=by, given_at=now,
        accepted_by=by if own else None, accepted_at=now,
    )  # fmt: skip
    insert_row(turn)
    if row.planned_on is None:
        raise Invalid("请填写计划完成日期。", "planned_on")
    lit(row, begin_plan(turn, row.planned_on, now), now)
    update_columns(row, *LIT)


def _kept_for_queries(row: Matter, spec: KindSpec) -> None:
    """Keep the fields that lists filter and figures add up in rows of their own."""
    Value.objects.bulk_create(values_of(row, spec))


def values_of(row: Matter, spec: KindSpec) -> list[Value]:
    """The fields of the matter that its kind marks for queries, as rows not written yet."""
    values = []
    for field in spec.fields:
        if not field.query or field.code not in row.fields:
            continue
        value, kept = row.fields[field.code], Value(matter=row, field=field.code)
        if field.type in {"number", "money"}:
            kept.number = Decimal(value)
        elif field.type == "day":
            kept.day = date.fromisoformat(value)
        else:
            kept.text = {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        values.append(kept)
    return values
