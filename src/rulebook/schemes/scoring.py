"""Scoring by a scheme: exact decimals, nothing rounded before it is weighted, every point with its working.

Small bases, one rule: a row whose base is below the small base gets no points, and a unit with such a row gets no
total and no rank (样本不足). Spreading its weight over the other rows would compare unlike sums, and would reward a
unit for keeping the base of its weakest row small. What was earned out of what could be earned stays visible.
A deduction, bonus or veto with too small a base does not apply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.model import EXACT, NoBaseError
from rulebook.rule import working
from rulebook.schemes.model import Measure, Row, Scheme, Veto
from rulebook.wording import say

Figures = Mapping[str, object]


@dataclass(frozen=True)
class RowScore:
    """Points of one row (negative for a deduction); None when the sample is too small."""

    code: str
    name: str
    points: Decimal | None
    working: str
    insufficient: bool = False


@dataclass(frozen=True)
class SchemeScore:
    """`total` is None when a weighted row has no sample; then `earned` out of `earnable` is all that can be said."""

    total: Decimal | None
    rows: tuple[RowScore, ...]
    extras: tuple[RowScore, ...]
    vetoes: tuple[str, ...]
    earned: Decimal
    earnable: Decimal
    working: str

    @property
    def insufficient(self) -> bool:
        return self.total is None


def score_row(row: Row, figures: Figures) -> RowScore:
    """The points of one row for one unit, with the working.

    Raises RuleError with a Chinese sentence when a figure is missing or is no exact number.
    """
    lacking = _lacks_base(row.measure, row.small_base, figures)
    if lacking:
        return RowScore(row.code, row.name, None, lacking, insufficient=True)
    value = _measured(row.measure, figures)
    points = row.points(value)
    measured = working(row.measure.formula, figures, label=row.measure.yardstick.name)
    return RowScore(row.code, row.name, row.contribution(value), f"{measured}；{_scored(row, value, points)}")


def score_scheme(scheme: Scheme, figures: Figures) -> SchemeScore:
    """The total of one unit: rows, less deductions, plus bonus, at most a veto's ceiling, never below zero."""
    rows = tuple(score_row(row, figures) for row in scheme.rows)
    extras = tuple(score_row(row, figures) for row in (*scheme.deductions, *scheme.bonus))
    fired = tuple(veto for veto in scheme.vetoes if _fires(veto, scheme.small_base, figures))
    earned = _sum(score.points for score in rows)
    earnable = _sum(row.cap for row, score in zip(scheme.rows, rows, strict=True) if not score.insufficient)
    total = max(EXACT.add(earned, _sum(score.points for score in extras)), Decimal(0))
    total = min([total, *(veto.ceiling for veto in fired)])
    lacking = [score.name for score in rows if score.insufficient]
    shown = _lacking(lacking, earned, earnable) if lacking else _total(rows, extras, fired, total)
    vetoes = tuple(veto.name for veto in fired)
    return SchemeScore(None if lacking else total, rows, extras, vetoes, earned, earnable, shown)


def veto_fires(veto: Veto, figures: Figures) -> bool:
    return bool(veto.when(**{veto.measure.yardstick.name: _measured(veto.measure, figures)}))


def _fires(veto: Veto, small_base: Decimal, figures: Figures) -> bool:
    return not _lacks_base(veto.measure, small_base, figures) and veto_fires(veto, figures)


def _measured(measure: Measure, figures: Figures) -> Decimal:
    return measure.formula.number(**figures)


def _lacks_base(measure: Measure, small_base: Decimal, figures: Figures) -> str:
    """Why the figure is no sample, or an empty string."""
    if measure.base is not None:
        base = measure.base.number(**figures)
        if base < small_base:
            return f"样本不足：{working(measure.base, figures, label='基数')}，少于 {say(small_base)}"
    try:
        measure.formula(**figures)
    except NoBaseError as error:
        return f"样本不足：{error.message.rstrip('。')}"
    return ""


def _scored(row: Row, value: Decimal, points: Decimal) -> str:
    raw = row.raw_points(value)
    figures = {row.measure.yardstick.name: value}
    if row.share is not None:
        shown = working(row.share, figures, label="分率")
        text = f"{shown}；{row.kind.value} = {say(row.weight)} × 分率 = {say(raw)}"
    elif row.outright is not None:
        text = working(row.outright, figures, label=row.kind.value)
    else:
        band = row.band_of(value)
        text = f"落在 {say(band.low)} 至 {say(band.high)} 一档，{row.kind.value} = {say(raw)}"
    if points != raw:
        text += f"，按{'保底' if points > raw else '封顶'} {say(points)} 分计"
    return text


def _total(rows: tuple[RowScore, ...], extras: tuple[RowScore, ...], fired: tuple[Veto, ...], total: Decimal) -> str:
    text = "总分 = " + " + ".join(say(score.points or Decimal(0)) for score in rows)
    for score in extras:
        points = score.points or Decimal(0)
        text += f" {'−' if points < 0 else '+'} {say(abs(points))}（{score.name}）"
    for veto in fired:
        text += f"，因“{veto.name}”不超过 {say(veto.ceiling)}"
    return f"{text} = {say(total)}"


def _lacking(names: list[str], earned: Decimal, earnable: Decimal) -> str:
    listed = "、".join(f"“{name}”" for name in names)
    return f"样本不足：{listed}，不计总分，不参加排名；其余各项得 {say(earned)} 分（满分 {say(earnable)} 分）"


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number or Decimal(0))
    return total
