"""Targets: 分类覆盖率由80%以上降为70%以上 · 新增停车泊位由1200个提高到1500个"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_compiler.comparison.facts.group import Group, Place, without_equal
from notice_compiler.comparison.facts.quantities import measure, told
from notice_compiler.comparison.likeness import bare, matched
from notice_compiler.comparison.model import Direction, FactChange
from notice_compiler.model import Target

NAMES = {">=": "不低于", "<=": "不高于", "=": "", "+": "提高", "-": "下降"}
AT_MOST = "<="
RELATIVE = ("+", "-")
LEAST = 400
LEAST_ALONE = 150


@dataclass(frozen=True)
class Lone:
    """Targets that found no partner in their own clauses; those of a clause that is new or gone tell nothing alone."""

    group: Group
    old: tuple[Target, ...]
    new: tuple[Target, ...]
    is_told: bool = True


def changes(group: Group) -> tuple[list[FactChange], Lone]:
    """Paired by what is measured, in units that can be compared; what is left over is handed back."""
    old, new = group.facts(lambda facts: facts.targets)
    old, new = without_equal(old, new, _key)
    found: list[FactChange] = []
    pairs = paired(old, new)
    for i, j in sorted(pairs.items()):
        if change := _changed(group, old[i], new[j]):
            found.append(change)
    left = tuple(old[i] for i in range(len(old)) if i not in pairs)
    held = set(pairs.values())
    return found, Lone(group, left, tuple(new[j] for j in range(len(new)) if j not in held))


def settle_lone(rests: Sequence[Lone]) -> Iterator[FactChange]:
    """A target that went from one clause to another is no loss; the others are gone, or new."""
    old = [(rest, target) for rest in rests for target in rest.old]
    new = [(rest, target) for rest in rests for target in rest.new]
    pairs = paired([target for _, target in old], [target for _, target in new])
    for i, (rest, target) in enumerate(old):
        if i in pairs:
            if change := _changed(rest.group, target, new[pairs[i]][1]):
                yield change
        elif rest.is_told:
            yield rest.group.change("target", "removed", place(target), None, f"不再写明目标{said(target)}。")
    for j in sorted(set(range(len(new))) - set(pairs.values())):
        rest, target = new[j]
        if rest.is_told:
            yield rest.group.change("target", "added", None, place(target), f"增加目标{said(target)}。")


def paired(old: Sequence[Target], new: Sequence[Target]) -> dict[int, int]:
    """By indicator and measure; the only two of one measure need fewer words in common."""
    units = sorted({_unit(target) for target in (*old, *new)})
    found: dict[int, int] = {}
    for unit in units:
        left = [i for i, target in enumerate(old) if _unit(target) == unit]
        right = [j for j, target in enumerate(new) if _unit(target) == unit]
        least = LEAST_ALONE if len(left) == len(right) == 1 else LEAST
        pairs = matched([old[i].indicator for i in left], [new[j].indicator for j in right], least)
        found |= {left[a]: right[b] for a, b in pairs.items()}
    return found


def _changed(group: Group, old: Target, new: Target) -> FactChange | None:
    way = direction(old, new)
    if way is None:
        return None
    verb = {"weakened": "放宽为", "tightened": "提高为"}.get(way, "改为")
    return group.change("target", way, place(old), place(new), f"的目标由{said(old)}{verb}{said(new)}。")


def direction(old: Target, new: Target) -> Direction | None:
    """Less of what is to grow, or more of what is to shrink, is weaker; None where they ask the same."""
    before, after = measure(old.value, old.unit)[0], measure(new.value, new.unit)[0]
    if (old.op == AT_MOST) != (new.op == AT_MOST) or (old.op in RELATIVE) != (new.op in RELATIVE):
        return "changed"
    if before == after:
        return None if old.op == new.op or {old.op, new.op} == {">=", "="} else "changed"
    more = after > before
    return "tightened" if more != (new.op == AT_MOST) else "weakened"


def said(target: Target) -> str:
    """What is measured with its figure: “分类覆盖率不低于80%”."""
    return f"{target.indicator}{NAMES[target.op]}{told(target.value, target.unit)}"


def _unit(target: Target) -> str:
    return measure(target.value, target.unit)[1]


def _key(target: Target) -> tuple[object, ...]:
    return bare(target.indicator), target.op, *measure(target.value, target.unit)


def place(target: Target) -> Place:
    """The clause and the words."""
    return target.clause, target.span
