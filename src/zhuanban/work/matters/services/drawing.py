"""Many matters as rows that are checked and lit but not written; what they share is looked up once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import day_of
from zhuanban.work.matters.models import Assignment, Clock, Kind, Matter, Value
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.rules.loop import MOST_PHOTOS, Profile, Source
from zhuanban.work.matters.selectors.kinds import Use, spec_of, use_of
from zhuanban.work.matters.selectors.places import closed_before
from zhuanban.work.matters.services.register import Report, check_report, planned_day, row_of, values_of
from zhuanban.work.matters.services.timing import plan_clock
from zhuanban.work.matters.services.writing import LIT, is_judged_row, lit

STEP = 500
DEGREES = Decimal("0.000001")
T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, kw_only=True)
class NewMatter:
    """What register_matter() is told of one matter, with its row in the file and the digest that knows it again."""

    kind: Kind
    township: Unit
    title: str
    place: str
    detail: str = ""
    source: str = Source.SURVEY
    happened_at: datetime | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    planned_on: date | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    clause: Clause | None = None
    photos: Sequence[Photo] = ()
    photos_after: Sequence[Photo] = ()
    uid: UUID | None = None
    row: int = 0
    digest: str = ""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one of the matters: its place in the list, its row, the field of register_matter(), words."""

    place: int
    row: int
    field: str
    words: str


class Drawn:
    """The matters as rows with their values, and a clock for each planned day; `faults` where something is wrong."""

    def __init__(self, by: User, campaign: Campaign, matters: Sequence[NewMatter]) -> None:
        self.by, self.now = by, clock.now()
        self.campaign = Campaign.objects.get(pk=campaign.pk)
        self.rows: list[Matter] = []
        self.plans: dict[date, Clock] = {}
        self.values: list[Value] = []
        self.faults: list[RowFault] = []
        townships = {each.township.pk for each in matters}
        here = permitted(by, "matter.register_at", Unit, within=campaign.pk).filter(pk__in=townships)
        self._townships = set(here.values_list("pk", flat=True))
        self._specs: dict[int, KindSpec] = {}
        self._uses: dict[int, Use] = {}
        self._days: dict[int | None, date | None] = {}
        self._lit: dict[tuple[date, bool], Matter] = {}
        self._known = set(_known_uids(matters))
        for place, each in enumerate(matters):
            try:
                self._draw(each)
            except Invalid as error:
                self.faults.append(RowFault(place, each.row, error.field or "", error.message))
        if not self.faults:
            self._mark_relapses()

    def _draw(self, each: NewMatter) -> None:
        if each.township.pk not in self._townships:
            raise Invalid(f"您不能登记{each.township.name}的事项。", "township")
        if each.uid in self._known:
            raise Invalid("这个外部标识已经登记过。", "uid")
        said = self._said(each)
        use = _once(self._uses, each.kind.pk, lambda: use_of(self.campaign, each.kind))
        spec = _once(self._specs, each.kind.pk, lambda: spec_of(each.kind, use.version))
        check_report(said, spec, has_photos=bool(each.photos))
        if len(each.photos) > MOST_PHOTOS or any(photo.campaign_id != self.campaign.pk for photo in each.photos):
            raise Invalid(f"一件事项最多附 {MOST_PHOTOS} 张本行动的照片。", "photos")
        row = row_of(said, spec, use, self.by, each.fields, each.uid)
        if row.profile == Profile.LEDGER:
            self._take_in_hand(row, spec)
        self.values += values_of(row, spec)
        self.rows.append(row)

    def _said(self, each: NewMatter) -> Report:
        return Report(
            campaign=self.campaign,
            kind=each.kind,
            township=each.township,
            title=each.title.strip(),
            place=each.place.strip(),
            detail=each.detail.strip(),
            source=each.source,
            happened_at=each.happened_at or self.now,
            longitude=_degrees(each.longitude, 180, "longitude"),
            latitude=_degrees(each.latitude, 90, "latitude"),
            planned_on=each.planned_on,
            clause=each.clause,
        )

    def _take_in_hand(self, row: Matter, spec: KindSpec) -> None:
        """The planned day, its clock and its light, reckoned once for each day."""
        asks_clause = spec.plans_by_clause and row.planned_on is None and row.clause_id
        day = _once(self._days, row.clause_id, lambda: day_of(Clause(pk=row.clause_id))) if asks_clause else None
        row.planned_on = planned_day(row, spec, day)
        ends = _once(self.plans, row.planned_on, lambda: self._clock(row))
        key = (row.planned_on, is_judged_row(row))
        if key not in self._lit:
            lit(row, ends, self.now)
            self._lit[key] = row
        for name in LIT:
            setattr(row, name, getattr(self._lit[key], name))

    def _clock(self, row: Matter) -> Clock:
        return plan_clock(Assignment(), row.planned_on or local_day(self.now), self.now)

    def _mark_relapses(self) -> None:
        asked = [(row.township_id, row.kind_id, row.place, row.happened_at) for row in self.rows]
        days = {kind: spec.relapse_days for kind, spec in self._specs.items()}
        closed = closed_before(self.campaign, asked, max(days.values(), default=0))
        for row in self.rows:
            earlier = closed.get((row.township_id, row.kind_id, row.place), ())
            row.relapse_of_id = next(
                (each.pk for each in earlier if each.covers(row.happened_at, days[row.kind_id])), None
            )


def _once(kept: dict[K, T], key: K, find: Callable[[], T]) -> T:
    if key not in kept:
        kept[key] = find()
    return kept[key]


def _known_uids(matters: Sequence[NewMatter]) -> Iterator[UUID]:
    uids = [each.uid for each in matters if each.uid]
    for start in range(0, len(uids), STEP):
        yield from Matter.objects.filter(uid__in=uids[start : start + STEP]).values_list("uid", flat=True)
    yield from (uid for uid, count in Counter(uids).items() if count > 1)


def _degrees(value: Decimal | None, most: int, name: str) -> Decimal | None:
    if value is None:
        return None
    if not value.is_finite() or abs(value) > most:
        raise Invalid("经纬度超出范围，请核对。", name)
    return value.quantize(DEGREES)
