"""What a notice says as a whole: its phases, its period, what it cites, where the action goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notice_compiler.comparison.facts.deadlines import later
from notice_compiler.comparison.likeness import bare, matched
from notice_compiler.comparison.model import FactChange
from notice_compiler.comparison.side import Side
from notice_compiler.model import Citation, Phase

LEAST = 300


def changes(old: Side, new: Side) -> Iterator[FactChange]:
    """Period, phases, citations, scopes."""
    yield from _period(old, new)
    yield from _phases(old, new)
    yield from _citations(old, new)
    yield from _scopes(old, new)


def _period(old: Side, new: Side) -> Iterator[FactChange]:
    for name, before, after in (
        ("开始", old.plan.period.start, new.plan.period.start),
        ("结束", old.plan.period.end, new.plan.period.end),
    ):
        if before != after:
            way = later(before, after) if name == "结束" and before and after else "changed"
            sentence = f"行动{name}的日子由{_day(before)}改为{_day(after)}。"
            yield FactChange("period", way, None, None, None, None, sentence)


def _phases(old: Side, new: Side) -> Iterator[FactChange]:
    left, right = old.plan.phases, new.plan.phases
    pairs = matched([phase.name for phase in left], [phase.name for phase in right], LEAST)
    for i, phase in enumerate(left):
        if i in pairs:
            yield from _phase(old, new, phase, right[pairs[i]])
        else:
            words = old.words(phase.span)
            yield FactChange("phase", "removed", phase.clause, None, words, None, f"不再有阶段“{phase.name}”。")
    for j in sorted(set(range(len(right))) - set(pairs.values())):
        words = new.words(right[j].span)
        yield FactChange("phase", "added", None, right[j].clause, None, words, f"增加阶段“{right[j].name}”。")


def _phase(old: Side, new: Side, before: Phase, after: Phase) -> Iterator[FactChange]:
    if (before.start, before.end) == (after.start, after.end):
        return
    ends = before.end and after.end and before.end != after.end
    yield FactChange(
        "phase",
        later(before.end, after.end) if ends and before.end and after.end else "changed",
        before.clause,
        after.clause,
        old.words(before.span),
        new.words(after.span),
        f"阶段“{before.name}”由{_day(before.start)}至{_day(before.end)}改为{_day(after.start)}至{_day(after.end)}。",
    )


def _citations(old: Side, new: Side) -> Iterator[FactChange]:
    left, right = _cited(old), _cited(new)
    for key, cited in left.items():
        if key not in right:
            words, name = old.words(cited.span), cited.title or cited.number
            yield FactChange("citation", "removed", cited.clause, None, words, None, f"不再引用《{name}》。")
    for key, cited in right.items():
        if key not in left:
            words, name = new.words(cited.span), cited.title or cited.number
            yield FactChange("citation", "added", None, cited.clause, None, words, f"增加引用《{name}》。")


def _cited(side: Side) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for cited in side.plan.citations:
        found.setdefault(bare(cited.title or cited.number or ""), cited)
    return found


def _scopes(old: Side, new: Side) -> Iterator[FactChange]:
    left = {old.unit(scope.unit): scope for scope in old.plan.scopes}
    right = {new.unit(scope.unit): scope for scope in new.plan.scopes}
    for key, scope in left.items():
        other, words = right.get(key), old.words(scope.span)
        if other is None:
            sentence = f"不再写明{scope.unit}的范围（{scope.area}）。"
            yield FactChange("scope", "removed", None, None, words, None, sentence)
        elif bare(scope.area) != bare(other.area):
            sentence = f"{scope.unit}的范围由{scope.area}改为{other.area}。"
            yield FactChange("scope", "changed", None, None, words, new.words(other.span), sentence)
    for key, scope in right.items():
        if key not in left:
            sentence = f"写明了{scope.unit}的范围：{scope.area}。"
            yield FactChange("scope", "added", None, None, None, new.words(scope.span), sentence)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未写明"
