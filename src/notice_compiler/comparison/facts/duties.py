"""Duties: who leads, who answers, who takes part. 牵头单位由甲局改为乙局 · 参与单位增加丙局"""

from __future__ import annotations

from collections.abc import Iterator

from notice_compiler.comparison.facts.group import Group, Place
from notice_compiler.comparison.model import FactChange
from notice_compiler.comparison.side import Side
from notice_compiler.model import Duty

RANK = {"lead": 0, "responsible": 1, "participant": 2}
NAMES = {"lead": "牵头单位", "responsible": "责任单位", "participant": "参与单位"}


def changes(group: Group) -> Iterator[FactChange]:
    """The lead first, then the other units in the order of the text."""
    olds, news = group.facts(lambda facts: facts.duties)
    old, new = _strongest(group.old, olds), _strongest(group.new, news)
    gone = [duty for key, duty in old.items() if duty.role == "lead" and key not in new]
    come = [duty for key, duty in new.items() if duty.role == "lead" and key not in old]
    yield from _leads(group, gone, come)
    said = {id(duty) for duty in (*gone, *come)}
    for key, duty in old.items():
        other = new.get(key)
        if other is None and id(duty) not in said:
            yield group.change("duty", "removed", _at(duty), None, f"的{NAMES[duty.role]}不再有{duty.unit}。")
        elif other is not None and other.role != duty.role:
            yield _another_role(group, duty, other)
    for key, duty in new.items():
        if key not in old and id(duty) not in said:
            yield group.change("duty", "added", None, _at(duty), f"的{NAMES[duty.role]}增加{duty.unit}。")


def _leads(group: Group, gone: list[Duty], come: list[Duty]) -> Iterator[FactChange]:
    for before, after in zip(gone, come, strict=False):
        yield group.change("lead", "changed", _at(before), _at(after), f"的牵头单位由{before.unit}改为{after.unit}。")
    for duty in gone[len(come) :]:
        yield group.change("lead", "weakened", _at(duty), None, f"不再由{duty.unit}牵头。")
    for duty in come[len(gone) :]:
        yield group.change("lead", "tightened", None, _at(duty), f"改由{duty.unit}牵头。")


def _another_role(group: Group, duty: Duty, other: Duty) -> FactChange:
    leads = "lead" in (duty.role, other.role)
    return group.change(
        "lead" if leads else "duty",
        "weakened" if RANK[other.role] > RANK[duty.role] else "tightened",
        _at(duty),
        _at(other),
        f"中{duty.unit}由{NAMES[duty.role]}改为{NAMES[other.role]}。",
    )


def _strongest(side: Side, duties: list[Duty]) -> dict[str, Duty]:
    """One duty a unit: the strongest of its roles."""
    found: dict[str, Duty] = {}
    for duty in duties:
        key = side.unit(duty.unit)
        if key not in found or RANK[duty.role] < RANK[found[key].role]:
            found[key] = duty
    return found


def _at(duty: Duty) -> Place:
    return duty.clause, duty.span
