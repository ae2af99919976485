"""An older and a newer notice: the fate of each clause, and what changed in it."""

from __future__ import annotations

from collections import Counter, defaultdict

from notice_compiler.comparison import roster
from notice_compiler.comparison.facts import deadlines, demands, duties, money, targets, whole
from notice_compiler.comparison.facts.group import Group
from notice_compiler.comparison.matching import Matching, match_clauses, reordered
from notice_compiler.comparison.model import (
    COMPARISON,
    ClauseChange,
    Comparison,
    ComparisonCounts,
    ComparisonKind,
    FactChange,
    Fate,
    Note,
    RosterChange,
)
from notice_compiler.comparison.side import Side, side_of
from notice_compiler.model import Plan

FATES: dict[Fate, str] = {
    "same": "没有变。",
    "moved": "换了位置。",
    "reworded": "改了文字。",
    "moved_reworded": "换了位置，也改了文字。",
    "added": "是新增的条款。",
    "removed": "已删去。",
}
NOTES: dict[Note, str] = {
    "renumbered": "编号变了",
    "reparented": "移到了别的上级条款下",
    "reordered": "次序变了",
    "reworded": "文字变了",
    "split": "由原来的一条拆出",
    "merged": "并入了另一条",
}


def compare(old: Plan, new: Plan) -> Comparison:
    """What the newer plan has made of the older one. Never raises; the same plans give the same answer."""
    before, after = side_of(old), side_of(new)
    people = tuple(roster.changes(before, after))
    if roster.amends_only_the_roster(before, after):
        return _comparison(before, after, "roster_amendment", (), (), people)
    matching = match_clauses(before, after)
    clauses, facts = tuple(_clauses(before, after, matching)), tuple(_facts(before, after, matching))
    same = not people and not facts and all(each.fate == "same" for each in clauses)
    return _comparison(before, after, "same" if same else "new_version", clauses, facts, people)


def _comparison(
    before: Side,
    after: Side,
    kind: ComparisonKind,
    clauses: tuple[ClauseChange, ...],
    facts: tuple[FactChange, ...],
    people: tuple[RosterChange, ...],
) -> Comparison:
    fates = Counter(each.fate for each in clauses)
    ways = Counter(each.direction for each in facts)
    counts = ComparisonCounts(
        **{fate: fates[fate] for fate in FATES},
        weakened=ways["weakened"],
        tightened=ways["tightened"],
        facts=len(facts),
        roster=len(people),
    )
    titles = before.plan.notice.title, after.plan.notice.title
    return Comparison(COMPARISON, kind, *titles, counts, clauses, facts, people)


def _clauses(old: Side, new: Side, matching: Matching) -> list[ClauseChange]:
    """In the order of the newer text; what was removed stands after what stood before it."""
    shifted = reordered(matching.pairs, old, new)
    partner = {j: i for i, j in matching.pairs.items()}
    gone: dict[int, list[ClauseChange]] = defaultdict(list)
    last = -1
    for i in range(len(old.clauses)):
        if i in matching.pairs:
            last = matching.pairs[i]
        else:
            gone[last].append(_removed(old, new, matching, i))
    found = [*gone[-1]]
    for j in range(len(new.clauses)):
        if j in partner:
            found.append(_kept(old, new, matching, partner[j], shifted))
        else:
            found.append(_added(old, new, matching, j))
        found += gone[j]
    return found


def _kept(old: Side, new: Side, matching: Matching, i: int, shifted: set[int]) -> ClauseChange:
    j = matching.pairs[i]
    mine, yours = old.clauses[i], new.clauses[j]
    notes: list[Note] = []
    if mine.id.rpartition(".")[2] != yours.id.rpartition(".")[2]:
        notes.append("renumbered")
    if not _same_parent(old, new, matching, i, j):
        notes.append("reparented")
    moved = bool(notes)
    if i in shifted:
        notes.append("reordered")
    reworded = old.said[i] != new.said[j]
    if reworded:
        notes.append("reworded")
    fate: Fate = ("moved_reworded" if reworded else "moved") if moved else ("reworded" if reworded else "same")
    return ClauseChange(
        fate,
        mine.id,
        yours.id,
        tuple(notes),
        (),
        matching.likeness[i],
        old.heading(mine),
        new.heading(yours),
        _sentence(new, j, fate, notes if moved else []),
    )


def _same_parent(old: Side, new: Side, matching: Matching, i: int, j: int) -> bool:
    above, here = old.parent(i), new.parent(j)
    return here is None if above is None else matching.pairs.get(above) == here


def _sentence(side: Side, index: int, fate: Fate, notes: list[Note]) -> str:
    name = _name(side, index)
    told = "、".join(NOTES[note] for note in notes)
    return f"“{name}”{told}。" if told else f"“{name}”{FATES[fate]}"


def _name(side: Side, index: int) -> str:
    clause = side.clauses[index]
    return side.heading(clause).text or clause.id


def _removed(old: Side, new: Side, matching: Matching, i: int) -> ClauseChange:
    clause, host = old.clauses[i], matching.merged.get(i)
    if host is None:
        sentence = _sentence(old, i, "removed", [])
        return ClauseChange("removed", clause.id, None, (), (), 0, old.heading(clause), None, sentence)
    sentence = f"“{_name(old, i)}”并入了“{_name(new, host)}”。"
    into = (new.clauses[host].id,)
    return ClauseChange("removed", clause.id, None, ("merged",), into, 0, old.heading(clause), None, sentence)


def _added(old: Side, new: Side, matching: Matching, j: int) -> ClauseChange:
    clause, host = new.clauses[j], matching.split.get(j)
    if host is None:
        sentence = _sentence(new, j, "added", [])
        return ClauseChange("added", None, clause.id, (), (), 0, None, new.heading(clause), sentence)
    sentence = f"“{_name(new, j)}”由“{_name(old, host)}”拆出。"
    out_of = (old.clauses[host].id,)
    return ClauseChange("added", None, clause.id, ("split",), out_of, 0, None, new.heading(clause), sentence)


def _facts(old: Side, new: Side, matching: Matching) -> list[FactChange]:
    """Clause by clause in the order of the older text, then what the notice says as a whole."""
    found: list[FactChange] = []
    rests: list[targets.Lone] = []
    for group in _groups(old, new, matching):
        found += duties.changes(group)
        found += deadlines.changes(group)
        changed, rest = targets.changes(group)
        found += changed
        rests.append(rest)
        found += demands.changes(group)
        found += money.changes(group)
    rests += _alone(old, new, matching)
    return [*found, *targets.settle_lone(rests), *whole.changes(old, new)]


def _alone(old: Side, new: Side, matching: Matching) -> list[targets.Lone]:
    """The targets of clauses that are gone or new: what stood in one may now stand in another."""
    kept, found = set(matching.pairs.values()) | set(matching.split), []
    for i, clause in enumerate(old.clauses):
        if i not in matching.pairs and i not in matching.merged and clause.id in old.facts.targets:
            group = Group(old, new, (clause.id,), (), _name(old, i))
            found.append(targets.Lone(group, tuple(old.facts.targets[clause.id]), (), is_told=False))
    for j, clause in enumerate(new.clauses):
        if j not in kept and clause.id in new.facts.targets:
            group = Group(old, new, (), (clause.id,), _name(new, j))
            found.append(targets.Lone(group, (), tuple(new.facts.targets[clause.id]), is_told=False))
    return found


def _groups(old: Side, new: Side, matching: Matching) -> list[Group]:
    """Partners, with the clauses split from the older and those merged into the newer one."""
    split: dict[int, list[int]] = defaultdict(list)
    merged: dict[int, list[int]] = defaultdict(list)
    for part, host in matching.split.items():
        split[host].append(part)
    for part, host in matching.merged.items():
        merged[host].append(part)
    return [
        Group(
            old,
            new,
            tuple(old.clauses[n].id for n in (i, *merged[j])),
            tuple(new.clauses[n].id for n in (j, *split[i])),
            _name(new, j),
        )
        for i, j in matching.pairs.items()
    ]
