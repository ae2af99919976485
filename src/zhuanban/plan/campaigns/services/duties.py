"""Duties: clause × unit × role. A class of units gives its members the duty, and they say through which class."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns.models import Campaign, Clause, Duty
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.services.tables import make_equal
from zhuanban.plan.campaigns.services.units import Register, members_of

Wanted = dict[Hashable, dict[str, Any]]


def write_duties(campaign: Campaign, facts: Iterable[Fact], clauses: Mapping[str, Clause], register: Register) -> None:
    """Make the duties equal to those of the notice; leads that the office assigned stay where the notice has none."""
    held = [(fact, clauses[fact.values["clause"]]) for fact in facts if fact.values.get("clause") in clauses]
    units = {fact.values["unit"]: register.unit(fact.values["unit"]) for fact, _ in held}
    members = members_of(unit for unit in units.values() if unit.kind == UnitKind.GROUP)
    wanted: Wanted = {}
    led: set[int] = set()
    for fact, clause in held:
        unit, role = units[fact.values["unit"]], fact.values["role"]
        if role == Duty.Role.LEAD:
            # One unit leads (domain.md): where several are named the first does, the others are responsible.
            role = Duty.Role.RESPONSIBLE if clause.pk in led else role
            led.add(clause.pk)
        _add(wanted, fact, clause, unit, role, members.get(unit.pk, []))
    Duty.objects.filter(clause__in=led, role=Duty.Role.LEAD, source=Duty.Source.OFFICE).delete()
    existing = Duty.objects.filter(clause__campaign=campaign, source=Duty.Source.NOTICE)
    make_equal(Duty, existing, wanted, lambda duty: (duty.clause_id, duty.unit_id, duty.role))


def _add(wanted: Wanted, fact: Fact, clause: Clause, unit: Unit, role: str, members: list[Unit]) -> None:
    start, end = fact.span or (None, None)
    place = {"anchor": fact.anchor[:300], "start": start, "end": end, "clause_id": clause.pk, "role": role}
    if not members:
        wanted[clause.pk, unit.pk, role] = {**place, "unit_id": unit.pk, "via_group_id": None}
    for member in members:
        key = (clause.pk, member.pk, role)
        wanted.setdefault(key, {**place, "unit_id": member.pk, "via_group_id": unit.pk})
