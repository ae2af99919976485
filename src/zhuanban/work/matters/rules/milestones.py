"""Milestones: what is proposed, how far one ought to be by plan (序时进度), how far one is, and both as curves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(100)
TENTH = Decimal("0.1")
MOST_STEPS = 12
# What a matter has whose kind names no steps.
ONLY_STEP = "完成"


@dataclass(frozen=True)
class Step:
    """A milestone: its weight beside the others, when it is planned, and when it was reached."""

    title: str
    planned_on: date
    done_on: date | None = None
    weight: int = 1


def proposed(titles: Sequence[str], begins: date, ends: date) -> list[Step]:
    """The kind's steps laid evenly between the two days, the last on the last; all on it where the order is turned."""
    names = list(titles) or [ONLY_STEP]
    days = max(0, (ends - begins).days)
    return [
        Step(name, ends - timedelta(days=days - days * place // len(names))) for place, name in enumerate(names, 1)
    ]


def planned_share(steps: Sequence[Step], day: date) -> Decimal:
    """How far one ought to be at the end of the day, in percent."""
    return _share(steps, sum(step.weight for step in steps if step.planned_on <= day))


def actual_share(steps: Sequence[Step], day: date) -> Decimal:
    """How far one was at the end of the day, in percent."""
    return _share(steps, sum(step.weight for step in steps if step.done_on and step.done_on <= day))


def behind(steps: Sequence[Step], day: date) -> Decimal:
    """By how many points the work lags behind its plan; none where it is ahead."""
    return max(Decimal(0), planned_share(steps, day) - actual_share(steps, day))


def _share(steps: Sequence[Step], weight: int) -> Decimal:
    whole = sum(step.weight for step in steps)
    return (WHOLE * weight / whole).quantize(TENTH, ROUND_HALF_UP) if whole else Decimal(0)


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from the one to the other."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = month_of(month + timedelta(days=32))
    return months


@dataclass(frozen=True)
class Point:
    """A month of a curve: how far by plan and in fact at its end, in percent; no fact for months to come."""

    month: date
    planned: Decimal
    actual: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.actual is None else self.actual - self.planned


def curve(plans: Iterable[Sequence[Step]], today: date) -> list[Point]:
    """The mean of all plans month by month, each of one weight."""
    planned: dict[date, Decimal] = {}
    actual: dict[date, Decimal] = {}
    count = 0
    for steps in plans:
        whole = sum(step.weight for step in steps)
        count += bool(whole)
        for step in steps:
            _add(planned, step.planned_on, Decimal(step.weight) / whole)
            if step.done_on:
                _add(actual, step.done_on, Decimal(step.weight) / whole)
    return _summed(planned, actual, count, month_of(today)) if count else []


def _add(sums: dict[date, Decimal], day: date, share: Decimal) -> None:
    month = month_of(day)
    sums[month] = sums.get(month, Decimal(0)) + share


def _summed(
    planned: Mapping[date, Decimal], actual: Mapping[date, Decimal], count: int, present: date
) -> list[Point]:
    points, by_plan, in_fact = [], Decimal(0), Decimal(0)
    for month in months_between(min([*planned, *actual]), max([*planned, *actual, present])):
        by_plan += planned.get(month, Decimal(0))
        in_fact += actual.get(month, Decimal(0))
        points.append(Point(month, _mean(by_plan, count), _mean(in_fact, count) if month <= present else None))
    return points


def _mean(total: Decimal, count: int) -> Decimal:
    return (WHOLE * total / count).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Drawing:
    """A curve as points of an SVG of this size, with the months and percents along its sides."""

    planned: str
    actual: str
    months: list[tuple[int, str]]
    levels: list[tuple[int, int]]
    now: int | None
    last: int | None
    width: int = 640
    height: int = 200


LEFT, TOP, WIDE, HIGH = 40, 12, 570, 156
MOST_MONTHS_NAMED = 12


def drawn(points: Sequence[Point]) -> Drawing:
    """The curve to scale: months from left to right, percents upward."""
    step = WIDE / max(1, len(points) - 1)
    across = [round(LEFT + place * step) for place in range(len(points))]
    every = max(1, -(-len(points) // MOST_MONTHS_NAMED))
    placed = list(zip(across, points, strict=True))
    facts = [(x, point.actual) for x, point in placed if point.actual is not None]
    return Drawing(
        planned=" ".join(f"{x},{_up(point.planned)}" for x, point in placed),
        actual=" ".join(f"{x},{_up(share)}" for x, share in facts),
        months=[(x, f"{point.month:%y-%m}") for x, point in placed[::every]],
        levels=[(_up(Decimal(level)), level) for level in (0, 25, 50, 75, 100)],
        now=facts[-1][0] if facts else None,
        last=_up(facts[-1][1]) if facts else None,
    )


def _up(share: Decimal) -> int:
    return round(TOP + HIGH - float(share) / 100 * HIGH)
