"""Whether a target is met: pure decisions over readings and days. A target that is due is never a forecast."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices

STALE_DAYS = 366
SHARE_UNITS = frozenset({"%", "％"})
# A ratio asked of the district may be asked of each township too; a number of things may not.
RATIO_UNITS = SHARE_UNITS | {"‰", "百分点", "个百分点"}
HUNDRED = Decimal(100)
_BEFORE_YEAR = re.compile(r"(?P<words>到?\s?(?P<year>20\d\d)\s?年(?P<end>[底末])?(?:以前|之前|前))")


class Direction(TextChoices):
    """方向: which way is better."""

    HIGHER = "higher", "越高越好"
    LOWER = "lower", "越低越好"


class Verdict(TextChoices):
    """结论: what may be said of a target."""

    MET = "met", "达标"
    NOT_MET = "not_met", "未达标"
    NO_EVIDENCE = "no_evidence", "无据"
    NOT_DUE = "not_due", "未到期"
    PART = "part", "只列数"


VERDICT_COLOURS = {
    Verdict.MET: "green",
    Verdict.NOT_MET: "red",
    Verdict.NO_EVIDENCE: "yellow",
    Verdict.NOT_DUE: "blue",
    Verdict.PART: "grey",
}


@dataclass(frozen=True)
class Point:
    """A reading as the judgement sees it; `key` leads back to its row."""

    on: date
    value: Decimal
    source: str = ""
    key: int = 0


@dataclass(frozen=True)
class Aim:
    """What is to be reached: op >= <= = (a number of things to make counts as >=), + and - by so much from the start.

    `by` None: the notice names no day. `text` holds the words of the notice. `starts_on` is where a baseline ends.
    """

    op: str
    value: Decimal
    by: date | None
    text: str = ""
    starts_on: date | None = None
    unit: str = ""


@dataclass(frozen=True)
class Judgement:
    """The verdict with the reading it rests on, and what a careful reader would add."""

    verdict: Verdict
    point: Point | None
    notes: tuple[str, ...] = ()


def direction_of(op: str) -> Direction:
    """Which way the comparison of a target points."""
    return Direction.LOWER if op in ("<=", "<", "-") else Direction.HIGHER


def judge(aim: Aim, points: Sequence[Point], today: date) -> Judgement:
    """The verdict of the day: 未到期 until the due day is over, then by the last reading on or before the due day.

    `points` are the readings of one place in the order of their days.
    """
    known = [point for point in points if point.on <= today]
    if aim.by is None:
        return Judgement(Verdict.NOT_DUE, known[-1] if known else None, ("通知没有写明完成期限，不作达标结论。",))
    if today <= aim.by:
        return Judgement(Verdict.NOT_DUE, known[-1] if known else None, _reading_of_words(aim, known, today))
    verdict, point, notes = _due(aim, known, aim.by)
    return Judgement(verdict, point, (*notes, *_later(aim, known, aim.by), *_reading_of_words(aim, known, today)))


def listed(points: Sequence[Point], today: date) -> Judgement:
    """A township's part in a number that the notice asks of the whole district: shown, and no verdict."""
    known = [point for point in points if point.on <= today]
    note = "目标是全区的总数，通知没有分解到乡镇（街道），这里只列数，不作结论。"
    return Judgement(Verdict.PART, known[-1] if known else None, (note,))


def _due(aim: Aim, points: Sequence[Point], due: date) -> tuple[Verdict, Point | None, tuple[str, ...]]:
    in_time = [point for point in points if point.on <= due]
    if not in_time:
        return Verdict.NO_EVIDENCE, None, ("到期日及以前没有填报过数据。",)
    last = in_time[-1]
    reached = last.value
    if aim.op in ("+", "-"):
        start = _baseline(aim, points)
        if start is None or start == last:
            return Verdict.NO_EVIDENCE, last, ("没有行动开始时的基准值，算不出增减。",)
        reached = last.value - start.value if aim.op == "+" else start.value - last.value
    age = (due - last.on).days
    stale = (f"这个数据早于到期日 {age} 天，请核对是否仍然成立。",) if age > STALE_DAYS else ()
    return (Verdict.MET if _reaches(aim, reached) else Verdict.NOT_MET), last, stale


def _reaches(aim: Aim, reached: Decimal) -> bool:
    return reached <= aim.value if aim.op in ("<=", "<") else reached >= aim.value


def _baseline(aim: Aim, points: Sequence[Point]) -> Point | None:
    before = [point for point in points if aim.starts_on and point.on <= aim.starts_on]
    return before[-1] if before else None


def _later(aim: Aim, points: Sequence[Point], due: date) -> tuple[str, ...]:
    later = [point for point in points if point.on > due]
    if not later:
        return ()
    last = later[-1]
    return (f"到期后另有数据（{last.on:%Y-%m-%d} 为 {said(last.value)}{aim.unit}），只作参考，不改变到期结论。",)


def stricter_day(text: str, by: date | None) -> tuple[str, date] | None:
    """到2025年前 may mean before 2025 begins or before it ends: the words and the earlier day, where `by` is the later.

    到2025年底前 is not open.
    """
    found = _BEFORE_YEAR.search(text)
    if not found or found["end"] or by is None:
        return None
    earlier = date(int(found["year"]) - 1, 12, 31)
    return (found["words"], earlier) if by > earlier else None


def _reading_of_words(aim: Aim, points: Sequence[Point], today: date) -> tuple[str, ...]:
    open_words = stricter_day(aim.text, aim.by)
    if open_words is None or aim.by is None:
        return ()
    words, earlier = open_words
    note = f"“{words}”有两种读法：这里按 {aim.by:%Y-%m-%d} 到期算；"
    if today <= earlier:
        return (f"{note}若按 {earlier:%Y-%m-%d} 到期算，也还未到期。",)
    return (f"{note}若按 {earlier:%Y-%m-%d} 到期算，结论为“{_due(aim, points, earlier)[0].label}”。",)


def said(value: Decimal | None) -> str:
    """A value without trailing zeros: 70, 68.5, 1,200; a dash where there is none."""
    if value is None:
        return "—"
    text = format(value, ",f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def share_of(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The share in per cent, to four decimals; the denominator is not zero."""
    return (numerator * HUNDRED / denominator).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
