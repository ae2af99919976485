"""Units and groups: 各乡镇（街道） with the townships that the roster names; 省卫生健康委、教育厅 names 省教育厅."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar.kinship import key_of, kind_of
from notice_compiler.grammar.organs import organ_of
from notice_compiler.grammar.shared_prefix import Filled, filled, lists_of
from notice_compiler.lexicon.organs import BRACKETED
from notice_compiler.lexicon.shortnames import ALL_MEMBERS, GROUP_OF_TOWNSHIPS
from notice_compiler.model import Duty, Finding, Unit, UnitKind


@dataclass(slots=True)
class _Known:
    name: str
    kind: UnitKind
    printed: dict[str, None] = field(default_factory=dict)


def run(draft: Draft) -> Draft:
    """One unit for all printed forms of its name, in the order in which the plan first names them."""
    lists = list(lists_of(draft))
    full = filled(lists)
    keys = _keys(draft, full, lists)
    known: dict[str, _Known] = {}
    for printed in _names(draft):
        name = full[printed].name if printed in full else printed
        unit = known.setdefault(keys[printed], _Known(name, kind_of(name)))
        unit.name = _fuller(unit, name)
        unit.printed.setdefault(printed)
    _name_the_seats(draft, known)
    townships = [unit.name for unit in known.values() if unit.kind == "township"]
    listed = [known[keys[person.units[0]]].name for person in draft.roster if person.units]
    units = tuple(
        Unit(unit.name, unit.kind, _aliases(unit), _members(unit, townships, list(dict.fromkeys(listed))))
        for unit in known.values()
    )
    return replace(draft, units=units, findings=(*draft.findings, *_told(full.values())))


def _names(draft: Draft) -> Iterator[str]:
    yield from (duty.unit for duty in draft.duties)
    yield from (name for person in draft.roster for name in person.units)
    yield from (scope.unit for scope in draft.scopes if "、" not in scope.unit)
    if draft.office and draft.office.unit:
        yield draft.office.unit


def _keys(draft: Draft, full: dict[str, Filled], lists: Sequence[Sequence[Duty]]) -> dict[str, str]:
    """What makes two printed names one. Names that stand beside each other in one list are always two."""
    keys = {name: key_of(full[name].name if name in full else name, draft.place) for name in _names(draft)}
    keys |= dict(_at_their_level(keys))
    apart: set[str] = set()
    for duties in lists:
        seen: dict[str, str] = {}
        for duty in duties:
            other = seen.setdefault(keys[duty.unit], duty.unit)
            if BRACKETED.sub("", other) != BRACKETED.sub("", duty.unit):
                apart.add(keys[duty.unit])
    return {name: BRACKETED.sub("", name) if key in apart else key for name, key in keys.items()}


def _at_their_level(keys: dict[str, str]) -> Iterator[tuple[str, str]]:
    """财政局 alone is 县财政局 where that is the only 财政局 of the text."""
    levels: dict[str, set[str]] = {}
    for key in keys.values():
        level, point, organ = key.partition("·")
        if point and level:
            levels.setdefault(organ, set()).add(level)
    for name, key in keys.items():
        level, point, organ = key.partition("·")
        if point and not level and len(levels.get(organ, ())) == 1:
            yield name, f"{next(iter(levels[organ]))}·{organ}"


def _fuller(unit: _Known, name: str) -> str:
    """The longer form of an organ's name; any other unit keeps the name that it is first given."""
    before, after = organ_of(BRACKETED.sub("", unit.name)), organ_of(BRACKETED.sub("", name))
    if not (before and after) or unit.kind == "township":
        return unit.name
    return name if (bool(after.before), len(after.core)) > (bool(before.before), len(before.core)) else unit.name


def _aliases(unit: _Known) -> tuple[str, ...]:
    return tuple(printed for printed in unit.printed if printed != unit.name)


def _told(full: Iterable[Filled]) -> Iterator[Finding]:
    yield from (finding("prefix-filled", each.span, printed=each.printed, name=each.name) for each in full)


def _name_the_seats(draft: Draft, known: dict[str, _Known]) -> None:
    """以乡镇政府、街道办事处驻地为主要对象 speaks of the group of townships under another name."""
    group = next((unit for unit in known.values() if _of_townships(unit)), None)
    for scope in draft.scopes:
        if "、" in scope.unit and group and GROUP_OF_TOWNSHIPS.search(scope.unit):
            group.printed.setdefault(scope.unit)


def _of_townships(unit: _Known) -> bool:
    return unit.kind == "group" and GROUP_OF_TOWNSHIPS.search(unit.name) is not None


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
