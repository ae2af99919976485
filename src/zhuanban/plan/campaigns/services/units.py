"""The units that a plan names: found by name, alias or stem in the district, opened where they are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import District, GroupMember, Unit
from zhuanban.ground.orgs.rules import UnitKind, township_stem
from zhuanban.ground.orgs.selectors import existing_on, named_units, successors_in
from zhuanban.ground.orgs.services import open_unit, set_members
from zhuanban.plan.campaigns.rules.facts import Fact

CLASS_WORD = "各"


@dataclass
class Register:
    """The units of a district by all their names, read once; `kinds` is what the plan says of units to open."""

    district: District
    on: date
    kinds: Mapping[str, str] = field(default_factory=dict)
    names: dict[str, Unit] = field(default_factory=dict)

    @property
    def opens_on(self) -> date:
        """Since when a unit is there that the notice names: from the first day of the action, today at the latest."""
        return min(self.on, clock.today())

    def find(self, name: str) -> Unit | None:
        """The unit of this name, alias or, for a township, stem."""
        return self.names.get(name) or self.names.get(f"~{township_stem(name)}")

    def unit(self, name: str) -> Unit:
        """The unit of this name, opened where it is missing."""
        unit = self.find(name)
        if unit is None:
            kind = self.kinds.get(name) or (UnitKind.GROUP if name.startswith(CLASS_WORD) else UnitKind.OTHER)
            unit = open_unit(self.district, name[:80], kind, on=self.opens_on)
            self.know(unit, name)
        return unit

    def know(self, unit: Unit, *names: str) -> None:
        """Find the unit under its names from now on."""
        for name in (unit.name, *unit.aliases, *names):
            self.names[name] = unit
            if unit.kind == UnitKind.TOWNSHIP:
                self.names[f"~{township_stem(name)}"] = unit


def register_of(district: District, on: date, plan: Mapping[str, Any]) -> Register:
    """The district's units as they are, ready to open those of the plan."""
    register = Register(district, on, {unit["name"]: unit["kind"] for unit in plan.get("units", ())})
    units = {unit.pk: unit for unit in named_units(district.pk)}
    heirs = successors_in(district.pk)
    # Read from the last to the first, so that what is there today stands above what closed.
    for unit in reversed(units.values()):
        register.know(units.get(heirs.get(unit.pk, unit.pk), unit), unit.name, *unit.aliases)
    return register


def open_units(register: Register, plan: Mapping[str, Any]) -> None:
    """Open what the plan names, single units first, and give classes of units the members that the notice names."""
    units = sorted(plan.get("units", ()), key=lambda unit: unit["kind"] == UnitKind.GROUP)
    for named in units:
        known = register.find(named["name"])
        if known is None or set(named["aliases"]) - {known.name, *known.aliases}:
            unit = open_unit(
                register.district, named["name"][:80], named["kind"], aliases=named["aliases"], on=register.opens_on
            )
            register.know(unit, named["name"])
    for named in units:
        group = register.unit(named["name"])
        # What the office said of a class of units stands above what a draft of the notice says.
        if named["members"] and group.kind == UnitKind.GROUP and not members_of([group])[group.pk]:
            set_members(group, [register.unit(name) for name in named["members"]])


def members_of(groups: Iterable[Unit]) -> dict[int, list[Unit]]:
    """The members of each class of units, in the order in which the units were opened."""
    found: dict[int, list[Unit]] = {group.pk: [] for group in groups}
    there = existing_on(clock.today(), "member__")
    memberships = GroupMember.objects.filter(there, group__in=list(found)).select_related("member")
    for membership in memberships.order_by("member_id"):
        found[membership.group_id].append(membership.member)
    return found


def set_areas(register: Register, scopes: Iterable[Fact]) -> None:
    """Give each unit its area; a scope that names no one unit (各乡镇政府驻地) holds for the townships without one."""
    common = ""
    for scope in scopes:
        name, area = str(scope.values["unit"]), str(scope.values["area"])[:60]
        unit = register.find(name)
        if unit is None or unit.kind == UnitKind.GROUP:
            common = common or area
        elif unit.area != area:
            open_unit(register.district, unit.name, unit.kind, area=area)
            unit.area = area
    if common:
        towns = {unit.pk: unit for unit in register.names.values() if unit.kind == UnitKind.TOWNSHIP and not unit.area}
        for unit in towns.values():
            open_unit(register.district, unit.name, unit.kind, area=common)
            unit.area = common
