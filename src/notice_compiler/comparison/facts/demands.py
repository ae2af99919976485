"""Demands: 严禁焚烧秸秆 → 引导不焚烧秸秆 is weaker; a demand left out, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_compiler.comparison.facts.group import Group, Place, without_equal
from notice_compiler.comparison.likeness import bare, matched
from notice_compiler.comparison.model import Direction, FactChange
from notice_compiler.lexicon import forces
from notice_compiler.model import Demand, Force

NAMES: dict[Force, str] = {
    "must": "必须做",
    "forbid": "禁止",
    "encourage": "鼓励",
    "explore": "探索",
    "standing": "长期保持",
}
FORCE_WORDS = {"forbid": forces.FORBID, "explore": forces.EXPLORE, "standing": forces.STANDING}
SOFT = ("encourage", "explore")
LEAST = 300
LONGEST = 60


def changes(group: Group) -> Iterator[FactChange]:
    """Demands of like words; only their force and their condition are compared."""
    old, new = group.facts(lambda facts: facts.demands)
    old, new = without_equal(old, new, lambda each: (bare(each.text), each.force, bare(each.condition or "")))
    pairs = matched([each.text for each in old], [each.text for each in new], LEAST)
    for i, demand in enumerate(old):
        if i in pairs:
            yield from _changed(group, demand, new[pairs[i]])
        else:
            yield group.change("demand", "removed", place(demand), None, f"删去了“{short(demand)}”。")
    for j in sorted(set(range(len(new))) - set(pairs.values())):
        yield group.change("demand", "added", None, place(new[j]), f"增加了“{short(new[j])}”。")


def _changed(group: Group, old: Demand, new: Demand) -> Iterator[FactChange]:
    way = direction(old.force, new.force)
    if way:
        yield group.change(
            "demand", way, place(old), place(new), f"中“{short(old)}”的要求由{NAMES[old.force]}改为{NAMES[new.force]}。"
        )
    if bare(old.condition or "") != bare(new.condition or ""):
        yield _condition(group, old, new)


def _condition(group: Group, old: Demand, new: Demand) -> FactChange:
    if not old.condition:
        return group.change("demand", "weakened", place(old), place(new), f"的要求加上了条件“{new.condition}”。")
    if not new.condition:
        return group.change("demand", "tightened", place(old), place(new), f"的要求去掉了条件“{old.condition}”。")
    sentence = f"的条件由“{old.condition}”改为“{new.condition}”。"
    return group.change("demand", "changed", place(old), place(new), sentence)


def direction(old: Force, new: Force) -> Direction | None:
    """From a prohibition or an obligation to a wish is weaker; None where the force is the same."""
    if old == new:
        return None
    if (old in SOFT) != (new in SOFT):
        return "weakened" if new in SOFT else "tightened"
    if "forbid" in (old, new):
        return "weakened" if old == "forbid" else "tightened"
    return "changed"


def core(demand: Demand) -> str:
    """The part that has the force: 严禁占用道路 of 严禁占用道路，标线要清晰完整."""
    word = FORCE_WORDS.get(demand.force)
    parts = re.split("[，,]", demand.text)
    found = [part for part in parts if word is None or word.search(part)]
    return "，".join(found) or demand.text


def short(demand: Demand) -> str:
    """The words of the demand, cut where they are long."""
    return demand.text if len(demand.text) <= LONGEST else demand.text[:LONGEST] + "…"


def place(demand: Demand) -> Place:
    """The clause and the words."""
    return demand.clause, demand.span
