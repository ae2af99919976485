"""Where the local plan asks less, or more, than the clause of the notice that it answers.

A local plan is shorter, so what it leaves unsaid is no shortfall by itself: only a later day, no day, a lower ratio,
a wish instead of an obligation, and a task that nobody answers for. Sums for the whole county (新增泊位600个) are
shared out among the townships, so a smaller sum is none; where no share is named, a remark is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from notice_compiler.comparison.facts import deadlines, demands, targets
from notice_compiler.comparison.facts.group import Group
from notice_compiler.comparison.facts.quantities import measure
from notice_compiler.comparison.likeness import matched
from notice_compiler.comparison.model import Direction, FactChange
from notice_compiler.comparison.side import Side
from notice_compiler.lexicon.local_plans import EACH_PLACE, NAMES_WHO, RATIOS
from notice_compiler.model import Deadline, Target

LIKE_DEMAND = 250
SAID: dict[Direction, str] = {"weakened": "低于通知", "tightened": "高于通知"}
FORCES = demands.NAMES


def shortfalls(group: Group) -> Iterator[FactChange]:
    """In the order: days, targets, force, who answers."""
    yield from _deadlines(group)
    yield from _targets(group)
    yield from _forces(group)
    yield from _answering(group)


def _deadlines(group: Group) -> Iterator[FactChange]:
    asked, _ = group.facts(lambda facts: facts.deadlines)
    given = [each for clause in _with_ancestors(group.new, group.new_ids) for each in _of(group.new, clause)]
    asked_days, given_days = [each for each in asked if each.by], [each for each in given if each.by]
    around = [deadlines.around(group.old, each) for each in asked_days]
    pairs = matched(around, [deadlines.around(group.new, each) for each in given_days], deadlines.LEAST)
    for i, each in enumerate(asked_days):
        yield from _day(group, each, given_days, given_days[pairs[i]] if i in pairs else None)
    asked, given = [each for each in asked if each.every], [each for each in given if each.every]
    around = [deadlines.around(group.old, each) for each in asked]
    pairs = matched(around, [deadlines.around(group.new, each) for each in given], deadlines.LEAST)
    for i, j in sorted(pairs.items()):
        if asked[i].every != given[j].every:
            yield _compared(group, asked[i], given[j])


def _day(group: Group, asked: Deadline, given: list[Deadline], partner: Deadline | None) -> Iterator[FactChange]:
    if partner is None and len(given) == 1:
        partner = given[0]
    if partner is not None:
        if partner.by != asked.by:
            yield _compared(group, asked, partner)
    elif not any(each.by and asked.by and each.by <= asked.by for each in given):
        place = deadlines.place(asked)
        yield group.change("deadline", "weakened", place, None, f"要求{deadlines.said(asked)}完成，本地没有写明时限。")


def _compared(group: Group, asked: Deadline, given: Deadline) -> FactChange:
    way = deadlines.direction(asked, given)
    later = {"weakened": "，晚于通知", "tightened": "，早于通知"}.get(way, "") if asked.by else ""
    sentence = f"要求{deadlines.said(asked)}，本地写的是{deadlines.said(given)}{later}。"
    return group.change("deadline", way, deadlines.place(asked), deadlines.place(given), sentence)


def _of(side: Side, clause: str) -> list[Deadline]:
    return side.facts.deadlines.get(clause, [])


def _with_ancestors(side: Side, clauses: tuple[str, ...]) -> list[str]:
    """A day in a heading (第二阶段（2031年3月至6月）) holds for what stands under it."""
    found: dict[str, None] = {}
    for clause in clauses:
        at: str | None = clause
        while at is not None:
            found[at] = None
            at = side.clauses[side.at[at]].parent
    return list(found)


def _targets(group: Group) -> Iterator[FactChange]:
    asked, given = group.facts(lambda facts: facts.targets)
    pairs = targets.paired(asked, given)
    for i, target in enumerate(asked):
        if i in pairs:
            yield from _target(group, target, given[pairs[i]])
        elif _for_each(group.old, target):
            sentence = f"要求{targets.said(target)}，本地没有写明这个目标。"
            yield group.change("target", "weakened", targets.place(target), None, sentence)
        else:
            sentence = f"全域目标是{targets.said(target)}，本地没有写明承担多少。"
            yield group.change("target", "changed", targets.place(target), None, sentence)


def _target(group: Group, asked: Target, given: Target) -> Iterator[FactChange]:
    way = targets.direction(asked, given)
    if way is None or (way == "weakened" and not _for_each(group.old, asked)):
        return
    tail = SAID.get(way, "与通知的说法不同")
    sentence = f"要求{targets.said(asked)}，本地写的是{targets.said(given)}，{tail}。"
    yield group.change("target", way, targets.place(asked), targets.place(given), sentence)


def _for_each(side: Side, target: Target) -> bool:
    """A ratio holds for every township; so does what each is to have (每个镇区至少3处)."""
    unit = measure(target.value, target.unit)[1]
    return unit in RATIOS or EACH_PLACE.search(side.words(target.span).text) is not None


def _forces(group: Group) -> Iterator[FactChange]:
    asked, given = group.facts(lambda facts: facts.demands)
    pairs = matched([demands.core(each) for each in asked], [demands.core(each) for each in given], LIKE_DEMAND)
    for i, j in sorted(pairs.items()):
        way = demands.direction(asked[i].force, given[j].force)
        if way in ("weakened", "tightened"):
            sentence = f"中“{demands.core(asked[i])}”是{FORCES[asked[i].force]}，本地写成了{FORCES[given[j].force]}。"
            yield group.change("demand", way, demands.place(asked[i]), demands.place(given[j]), sentence)


def _answering(group: Group) -> Iterator[FactChange]:
    """Somebody leads or answers: a unit, or a person or office in the local plan's own words."""
    asked, _ = group.facts(lambda facts: facts.duties)
    if not asked:
        return
    for clause in _with_ancestors(group.new, group.new_ids):
        if any(duty.role != "participant" for duty in group.new.facts.duties.get(clause, ())):
            return
    if any(NAMES_WHO.search(group.new.own_text(clause)) for clause in group.new_ids):
        return
    yield group.change("lead", "weakened", (asked[0].clause, asked[0].span), None, "在本地没有写明由谁牵头或者负责。")
