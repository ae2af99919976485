"""What may be said of each target, for the district and for each township."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign, Clause, Target
from zhuanban.plan.campaigns.selectors import clauses_of, targets_of
from zhuanban.work.indicators.models import Indicator, Reading
from zhuanban.work.indicators.rules.curve import Curve, draw
from zhuanban.work.indicators.rules.verdicts import (
    RATIO_UNITS,
    VERDICT_COLOURS,
    Aim,
    Judgement,
    Point,
    Verdict,
    judge,
    listed,
    said,
)

DISTRICT = "全区"
_SENTENCE = re.compile(r"[^。；\n]*")


@dataclass(frozen=True)
class Status:
    """What may be said of a target for a township (None: the whole district) on a day, and on what it rests."""

    target: Target
    township: Unit | None
    verdict: Verdict
    value: Decimal | None
    on: date | None
    source: str
    reading_id: int | None
    notes: tuple[str, ...]
    words: str

    @property
    def colour(self) -> str:
        return VERDICT_COLOURS[self.verdict]

    @property
    def shown(self) -> str:
        """72.5%, or a dash."""
        return "—" if self.value is None else f"{said(self.value)}{self.target.unit}"

    @property
    def aim(self) -> str:
        """≥ 70%"""
        return aim_of(self.target)

    @property
    def sentence(self) -> str:
        """One Chinese sentence for a page or a document."""
        where = self.township.name if self.township else DISTRICT
        rests = f"，{self.on:%Y-%m-%d} 为 {self.shown}，据{self.source}" if self.on else ""
        return f"{where}{self.target.indicator}（要求 {self.aim}）：{self.verdict.label}{rests}。"


@dataclass(frozen=True)
class Board:
    """A target with its words, its indicator and the statuses of the district and of each township."""

    target: Target
    clause: Clause
    indicator: Indicator | None
    words: str
    district: Status
    townships: tuple[Status, ...]
    curve: Curve | None

    @property
    def aim(self) -> str:
        return aim_of(self.target)

    def count(self, verdict: Verdict) -> int:
        return sum(status.verdict == verdict for status in self.townships)

    @property
    def counts(self) -> list[tuple[Verdict, str, int]]:
        """How many townships have each verdict that occurs: verdict, colour, number."""
        return [(verdict, VERDICT_COLOURS[verdict], self.count(verdict)) for verdict in Verdict if self.count(verdict)]


SIGNS = {">=": "≥ {}", "<=": "≤ {}", "=": "达到 {}", "+": "提高 {}", "-": "降低 {}"}


def aim_of(target: Target) -> str:
    """What a target asks: ≥ 70%."""
    return SIGNS.get(target.op, "达到 {}").format(f"{said(target.value)}{target.unit}")


def target_status(target: Target, *, township: Unit | None = None, on: date | None = None) -> Status:
    """What may be said of one target, for the district or one township, on a day (today)."""
    campaign = target.clause.campaign
    readings = Reading.objects.filter(
        indicator__campaign=campaign, indicator__name=target.indicator, township=township, is_current=True
    ).order_by("on", "pk")
    return _status(target, township, campaign, words_of(target), list(readings), on or clock.today())


def statuses_of(campaign: Campaign, *, on: date | None = None) -> list[Board]:
    """Every target of the action with its statuses, in the order of the notice; the cost does not grow with them."""
    day = on or clock.today()
    clauses = {clause.pk: clause for clause in clauses_of(campaign)}
    townships = list(townships_of(campaign.district_id))
    indicators = {indicator.name: indicator for indicator in Indicator.objects.filter(campaign=campaign)}
    readings = _current_by_place(campaign)
    boards = []
    for target in targets_of(campaign):
        clause = clauses.get(target.clause_id)
        if clause is None:
            continue
        target.clause = clause
        words = words_of(target)
        by_place = readings.get(target.indicator, {})
        district, *rest = (
            _status(target, place, campaign, words, by_place.get(place.pk if place else None, ()), day)
            for place in (None, *townships)
        )
        points = points_of(by_place.get(None, ()))
        curve = draw(points, target.value, target.unit, target.by, campaign.starts_on)
        boards.append(Board(target, clause, indicators.get(target.indicator), words, district, tuple(rest), curve))
    return boards


def boards_in(campaign: Campaign, clause: Clause) -> list[Board]:
    """The targets that a clause sets; a clause without targets costs one query."""
    if not targets_of(campaign).filter(clause=clause).exists():
        return []
    return [board for board in statuses_of(campaign) if board.clause == clause]


def boards_of(indicator: Indicator) -> list[Board]:
    """The targets that read this indicator; there may be one for each year."""
    return [board for board in statuses_of(indicator.campaign) if board.target.indicator == indicator.name]


def words_of(target: Target) -> str:
    """The sentence of the clause in which the target stands, which may name the day; else the target's own words."""
    body = target.clause.current.body if target.clause.current else ""
    at = body.find(target.text) if target.text else -1
    if at < 0:
        return target.text
    start = max(body.rfind(mark, 0, at) for mark in "。；\n") + 1
    found = _SENTENCE.match(body, start)
    return found.group().strip() if found else target.text


def _current_by_place(campaign: Campaign) -> dict[str, dict[int | None, list[Reading]]]:
    """Readings in force by indicator name and township, each list in the order of days."""
    rows = Reading.objects.filter(indicator__campaign=campaign, is_current=True)
    found: dict[str, dict[int | None, list[Reading]]] = {}
    for row in rows.select_related("indicator").order_by("on", "pk"):
        found.setdefault(row.indicator.name, {}).setdefault(row.township_id, []).append(row)
    return found


def _status(
    target: Target, township: Unit | None, campaign: Campaign, words: str, readings: Sequence[Reading], day: date
) -> Status:
    aim = Aim(target.op, target.value, target.by, words, campaign.starts_on, target.unit)
    points = points_of(readings)
    divided = township is None or target.unit in RATIO_UNITS
    judgement: Judgement = judge(aim, points, day) if divided else listed(points, day)
    point = judgement.point
    return Status(
        target=target,
        township=township,
        verdict=judgement.verdict,
        value=point.value if point else None,
        on=point.on if point else None,
        source=point.source if point else "",
        reading_id=point.key if point else None,
        notes=judgement.notes,
        words=words,
    )


def points_of(readings: Iterable[Reading]) -> list[Point]:
    """Readings as the judgement sees them."""
    return [Point(reading.on, reading.value, reading.source, reading.pk) for reading in readings]
