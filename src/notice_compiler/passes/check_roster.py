"""Roster against duties: 各有关燃气企业 is not on it, 财政局 has no duty, a leader also heads an appraised town."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar.kinship import kind_of
from notice_compiler.lexicon.posts import LEADING
from notice_compiler.lexicon.shortnames import ALL_MEMBERS
from notice_compiler.model import Duty, Finding, RosterEntry, Unit

OWN_BODY = ("专班", "领导小组", "指挥部", "联席会议", "工作组")
PLAIN_GROUP = ("部门", "单位")
NOT_APPRAISED = ("government", "party_office")
MEMBER = ("成员", "组员", "委员", "成员单位")


def run(draft: Draft) -> Draft:
    """unit-not-on-roster, roster-unit-without-duty, conflict-of-interest; nothing where there is no roster."""
    if not draft.roster:
        return draft
    units = {name: unit for unit in draft.units for name in (unit.name, *unit.aliases)}
    seated = {_unit(name, units) for person in draft.roster for name in person.units}
    busy = {_unit(name, units) for duty in draft.duties for name in _each(duty, units)}
    judged = {_unit(name, units) for duty in draft.duties if duty.role != "participant" for name in _each(duty, units)}
    found = (*_unseated(draft, units, seated), *_idle(draft, units, busy), *_conflicts(draft, units, judged))
    return replace(draft, findings=(*draft.findings, *found))


def _unit(name: str, units: dict[str, Unit]) -> str:
    return units[name].name if name in units else name


def _each(duty: Duty, units: dict[str, Unit]) -> tuple[str, ...]:
    """The unit of a duty, and the members where it is a group; the whole 专班 is no duty of its members."""
    members = units[duty.unit].members if duty.unit in units and not ALL_MEMBERS.search(duty.unit) else ()
    return (duty.unit, *members)


def _unseated(draft: Draft, units: dict[str, Unit], seated: set[str]) -> Iterator[Finding]:
    told: set[str] = set()
    for duty in draft.duties:
        key = _unit(duty.unit, units)
        if key in seated or key in told or _exempt(duty.unit, units):
            continue
        told.add(key)
        yield finding("unit-not-on-roster", duty.span, name=duty.unit)


def _exempt(name: str, units: dict[str, Unit]) -> bool:
    """The body itself, a group whose members are known, and 各有关部门, who are the members."""
    group = kind_of(name) == "group"
    plain = group and name.endswith(PLAIN_GROUP)
    return plain or any(body in name for body in OWN_BODY) or bool(name in units and units[name].members)


def _idle(draft: Draft, units: dict[str, Unit], busy: set[str]) -> Iterator[Finding]:
    for person in draft.roster:
        if person.role in MEMBER and person.units and _unit(person.units[0], units) not in busy:
            yield finding("roster-unit-without-duty", person.span, name=person.units[0])


def _conflicts(draft: Draft, units: dict[str, Unit], judged: set[str]) -> Iterator[Finding]:
    for person in draft.roster:
        for unit in _appraised(person, units, judged):
            yield finding("conflict-of-interest", person.span, person=f"{person.role}{person.name}", name=unit)


def _appraised(person: RosterEntry, units: dict[str, Unit], judged: set[str]) -> list[str]:
    leads = person.role not in MEMBER and person.role.endswith(LEADING)
    bodies = [unit for unit in person.units if kind_of(unit) not in NOT_APPRAISED]
    return [unit for unit in bodies if leads and _unit(unit, units) in judged]
