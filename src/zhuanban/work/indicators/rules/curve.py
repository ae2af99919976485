"""The trajectory of a figure as whole-number SVG coordinates, against the target and its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhuanban.work.indicators.rules.verdicts import Point, said

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 18, 28
STEPS = 4


@dataclass(frozen=True)
class Mark:
    """A place in the picture with the words that belong there."""

    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Curve:
    """The picture: the line through the readings, a dot for each, both scales, the aim and the due day."""

    line: str
    dots: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    days: tuple[Mark, ...]
    aim: Mark
    due_x: int | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def draw(points: Sequence[Point], aim: Decimal, unit: str, due: date | None, starts_on: date | None) -> Curve | None:
    """The picture of these readings in the order of their days; None without any."""
    if not points:
        return None
    known = [day for day in (starts_on, due, points[0].on, points[-1].on) if day]
    first, last = min(known), max(known)
    values = [point.value for point in points] + [aim]
    steps = _levels(min(values), max(values))
    low, high = steps[0], steps[-1]
    dots = tuple(
        Mark(_across(one.on, first, last), _up(one.value, low, high), f"{one.on:%Y-%m-%d} {said(one.value)}{unit}")
        for one in points
    )
    levels = tuple(Mark(LEFT - 6, _up(level, low, high), said(level)) for level in steps)
    return Curve(
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
        levels=levels,
        days=tuple(Mark(_across(day, first, last), HEIGHT - 8, f"{day:%Y-%m}") for day in sorted({first, last})),
        aim=Mark(WIDTH - RIGHT - 4, _up(aim, low, high), f"目标 {said(aim)}{unit}"),
        due_x=_across(due, first, last) if due else None,
    )


def _levels(least: Decimal, most: Decimal) -> list[Decimal]:
    """Round levels (1, 2 or 5 with zeros) from below the least value, never below zero, to above the most."""
    rough = max((most - least) / STEPS, Decimal("0.1"))
    power = Decimal(10) ** rough.adjusted()
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = max(least // step - 1, Decimal(0))
    levels = [first * step]
    while levels[-1] <= most:
        levels.append(levels[-1] + step)
    return levels


def _across(day: date, first: date, last: date) -> int:
    span = max((last - first).days, 1)
    return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days // span


def _up(value: Decimal, low: Decimal, high: Decimal) -> int:
    inner = HEIGHT - TOP - BOTTOM
    return HEIGHT - BOTTOM - int((value - low) * inner / (high - low))
