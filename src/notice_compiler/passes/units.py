"""Units and groups: 各乡镇（街道） with the townships that the roster names; 甲办事处 is 甲街道."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from notice_compiler.draft import Draft
from notice_compiler.grammar.kinship import key_of, kind_of
from notice_compiler.lexicon.shortnames import ALL_MEMBERS, GROUP_OF_TOWNSHIPS
from notice_compiler.model import Unit, UnitKind


@dataclass(slots=True)
class _Known:
    name: str
    kind: UnitKind
    aliases: dict[str, None] = field(default_factory=dict)


def run(draft: Draft) -> Draft:
    """One unit for all printed forms of its name, in the order in which the plan first names them."""
    known: dict[str, _Known] = {}
    for name in _names(draft):
        unit = known.setdefault(key_of(name, draft.place), _Known(name, kind_of(name)))
        if name != unit.name:
            unit.aliases.setdefault(name)
    _name_the_seats(draft, known)
    townships = [unit.name for unit in known.values() if unit.kind == "township"]
    listed = _listed(draft, known)
    units = tuple(
        Unit(unit.name, unit.kind, tuple(unit.aliases), _members(unit, townships, listed)) for unit in known.values()
    )
    return replace(draft, units=units)


def _names(draft: Draft) -> Iterator[str]:
    yield from (duty.unit for duty in draft.duties)
    yield from (name for person in draft.roster for name in person.units)
    yield from (scope.unit for scope in draft.scopes if "、" not in scope.unit)
    if draft.office and draft.office.unit:
        yield draft.office.unit


def _name_the_seats(draft: Draft, known: dict[str, _Known]) -> None:
    """以乡镇政府、街道办事处驻地为主要对象 speaks of the group of townships under another name."""
    group = next((unit for unit in known.values() if _of_townships(unit)), None)
    for scope in draft.scopes:
        if "、" in scope.unit and group and GROUP_OF_TOWNSHIPS.search(scope.unit):
            group.aliases.setdefault(scope.unit)


def _of_townships(unit: _Known) -> bool:
    return unit.kind == "group" and GROUP_OF_TOWNSHIPS.search(unit.name) is not None


def _listed(draft: Draft, known: dict[str, _Known]) -> list[str]:
    names = (known[key_of(person.units[0], draft.place)].name for person in draft.roster if person.units)
    return list(dict.fromkeys(names))


def _members(unit: _Known, townships: list[str], listed: list[str]) -> tuple[str, ...]:
    if unit.kind != "group":
        return ()
    if ALL_MEMBERS.search(unit.name):
        return tuple(listed)
    if _of_townships(unit):
        return tuple(name for name in townships if _is_meant(unit.name, name))
    return ()


def _is_meant(group: str, township: str) -> bool:
    """各镇 are no 街道; 各乡镇（街道） and 各街镇 are all of them."""
    street = township.endswith(("街道", "办事处"))
    return "街" in group if street else any(end in group for end in ("镇", "乡"))
