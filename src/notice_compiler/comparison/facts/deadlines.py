"""Deadlines: 由2031年6月底前推迟到2031年9月底前 · 每月改为每季度 · 不再写明2031年底前"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from notice_compiler.comparison.facts.group import Group, Place, without_equal
from notice_compiler.comparison.likeness import matched
from notice_compiler.comparison.model import Direction, FactChange
from notice_compiler.comparison.side import Side
from notice_compiler.model import Deadline

RHYTHMS = ("day", "week", "month", "quarter", "half-year", "year")
AT = re.compile(r"^(?:到|至|在|于|截至)")
AROUND = 40
LEAST = 250


def changes(group: Group) -> Iterator[FactChange]:
    """Days with days and rhythms with rhythms, paired by the words around them, then in their order."""
    old, new = group.facts(lambda facts: facts.deadlines)
    old, new = _once(group.old, old), _once(group.new, new)
    old, new = without_equal(old, new, lambda each: (each.by, each.every))
    for dated in (True, False):
        left = [each for each in old if (each.by is not None) == dated]
        right = [each for each in new if (each.by is not None) == dated]
        yield from _paired(group, left, right)


def _once(side: Side, deadlines: list[Deadline]) -> list[Deadline]:
    """Each day and rhythm once; what is a phase is told with the phases."""
    phases = {(phase.clause, phase.end) for phase in side.plan.phases}
    found = {(each.by, each.every): each for each in reversed(deadlines) if (each.clause, each.by) not in phases}
    return [found[key] for key in reversed(found)]


def _paired(group: Group, left: list[Deadline], right: list[Deadline]) -> Iterator[FactChange]:
    pairs = matched([around(group.old, each) for each in left], [around(group.new, each) for each in right], LEAST)
    lone_left = [i for i in range(len(left)) if i not in pairs]
    lone_right = sorted(set(range(len(right))) - set(pairs.values()))
    pairs |= dict(zip(lone_left, lone_right, strict=False))
    for i, j in sorted(pairs.items()):
        yield _changed(group, left[i], right[j])
    for i in lone_left[len(lone_right) :]:
        yield group.change("deadline", "weakened", place(left[i]), None, f"不再写明{said(left[i])}。")
    for j in lone_right[len(lone_left) :]:
        yield group.change("deadline", "tightened", None, place(right[j]), f"增加时限{said(right[j])}。")


def _changed(group: Group, old: Deadline, new: Deadline) -> FactChange:
    verb = "改为"
    if old.by and new.by:
        verb = "推迟到" if new.by > old.by else "提前到"
    return group.change(
        "deadline", direction(old, new), place(old), place(new), f"的时限由{said(old)}{verb}{said(new)}。"
    )


def direction(old: Deadline, new: Deadline) -> Direction:
    """Later or more seldom is weaker."""
    if old.by and new.by:
        return later(old.by, new.by)
    if old.every in RHYTHMS and new.every in RHYTHMS:
        return "weakened" if RHYTHMS.index(new.every) > RHYTHMS.index(old.every) else "tightened"
    return "changed"


def later(old: date, new: date) -> Direction:
    """A later last day asks less."""
    return "weakened" if new > old else "tightened"


def around(side: Side, deadline: Deadline) -> str:
    """The words after the deadline, up to the end of the sentence, and some before it."""
    text, span = side.plan.text, deadline.span
    after = text[span.end : span.end + AROUND].split("。")[0]
    before = text[max(0, span.start - AROUND) : span.start].split("。")[-1]
    return before + after


def said(deadline: Deadline) -> str:
    """The printed words and the day that they mean."""
    words = AT.sub("", "".join(deadline.text.split()))
    return f"{words}（{deadline.by.isoformat()}）" if deadline.by else words


def place(deadline: Deadline) -> Place:
    """The clause and the words."""
    return deadline.clause, deadline.span
