"""The responsibility matrix (B2): clauses × units with roles and named persons, and the holes in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core.ids import key_of
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Person, Unit, User
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.orgs.selectors import units_of
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseOwner, Duty
from zhuanban.plan.campaigns.selectors.plan import tasks_of


class Gap(StrEnum):
    """What is missing."""

    NO_LEAD = "no-lead"
    EMPTY_GROUP = "empty-group"
    NO_OWNER = "no-owner"


@dataclass(frozen=True)
class Hole:
    """One thing missing in the matrix, with its clause and, where one unit is meant, the unit."""

    gap: Gap
    clause: Clause
    unit: Unit | None = None

    @property
    def words(self) -> str:
        name = self.unit.name if self.unit else ""
        return {
            Gap.NO_LEAD: "没有牵头单位",
            Gap.EMPTY_GROUP: f"“{name}”没有明确是哪些单位",
            Gap.NO_OWNER: f"{name}没有落实责任人",
        }[self.gap]


@dataclass(frozen=True)
class Cell:
    """A township's part in a clause: its role, and the person it named."""

    unit: Unit
    role: str = ""
    role_name: str = ""
    owner: Person | None = None

    @property
    def is_hole(self) -> bool:
        return bool(self.role) and self.owner is None


@dataclass(frozen=True)
class Row:
    """A clause with its units. `suggested` is a proposal for the lead that the office confirms or not."""

    clause: Clause
    lead: Duty | None
    participants: list[Duty]
    responsible: list[Duty]
    empty_groups: list[Unit]
    suggested: Unit | None
    cells: list[Cell]

    @property
    def holes(self) -> list[Hole]:
        """What is missing in this row."""
        found = [] if self.lead else [Hole(Gap.NO_LEAD, self.clause)]
        found += [Hole(Gap.EMPTY_GROUP, self.clause, group) for group in self.empty_groups]
        return found + [Hole(Gap.NO_OWNER, self.clause, cell.unit) for cell in self.cells if cell.is_hole]

    @property
    def responsible_names(self) -> list[str]:
        """The responsible units; the members of a class of units stand under its name, counted."""
        counts: dict[str, int] = {}
        for duty in self.responsible:
            name = duty.via_group.name if duty.via_group else duty.unit.name
            counts[name] = counts.get(name, 0) + (duty.via_group_id is not None)
        return [f"{name}（{count}）" if count else name for name, count in counts.items()]

    @property
    def choices(self) -> list[Unit]:
        """The units of the clause from which a lead is likely chosen: departments, then the other responsible ones."""
        duties = [duty for duty in (*self.participants, *self.responsible) if may_lead(duty)]
        return list({duty.unit_id: duty.unit for duty in duties}.values())


@dataclass(frozen=True)
class Matrix:
    """Rows in the order of the text, columns in the order of the units."""

    townships: list[Unit]
    rows: list[Row]
    holes: list[Hole] = field(default_factory=list)

    def count(self, gap: Gap) -> int:
        """How many holes of this sort there are."""
        return sum(hole.gap == gap for hole in self.holes)


def may_lead(duty: Duty) -> bool:
    """Whether the unit may be proposed as the lead: not a township, not a class of units."""
    return duty.unit.kind not in (UnitKind.TOWNSHIP, UnitKind.GROUP)


def matrix_of(campaign: Campaign) -> Matrix:
    """The whole matrix in three queries."""
    clauses = list(tasks_of(campaign))
    duties = list(Duty.objects.filter(clause__in=clauses).select_related("unit", "via_group").order_by("pk"))
    by_clause: dict[int, list[Duty]] = {clause.pk: [] for clause in clauses}
    for duty in duties:
        by_clause[duty.clause_id].append(duty)
    named = ClauseOwner.objects.filter(clause__in=clauses).select_related("person")
    owners = {(owner.clause_id, owner.unit_id): owner.person for owner in named}
    townships = _townships(duties)
    rows = [_row(clause, by_clause[clause.pk], townships, owners) for clause in clauses]
    return Matrix(townships, rows, [hole for row in rows for hole in row.holes])


def row_of(clause: Clause) -> Row:
    """The row of one clause, whatever its kind."""
    duties = list(Duty.objects.filter(clause=clause).select_related("unit", "via_group").order_by("pk"))
    named = ClauseOwner.objects.filter(clause=clause).select_related("person")
    return _row(clause, duties, _townships(duties), {(owner.clause_id, owner.unit_id): owner.person for owner in named})


def clauses_with(campaign: Campaign, unit: Unit) -> QuerySet[Clause]:
    """The tasks in which the unit has duties, in the order of the text."""
    return tasks_of(campaign).filter(pk__in=Duty.objects.filter(unit=unit).values("clause_id"))


def possible_leads(campaign: Campaign) -> QuerySet[Unit]:
    """The units of the district that may lead: no townships, no classes of units."""
    return units_of(campaign.district_id).exclude(kind=UnitKind.TOWNSHIP)


def group_for(campaign: Campaign, pk: int) -> Unit:
    """A class of units of the district; 404 for any other unit."""
    group = Unit.objects.filter(district_id=campaign.district_id, kind=UnitKind.GROUP, pk=pk).first()
    if group is None:
        raise Http404
    return group


def own_township(user: User) -> Unit | None:
    """The township in which the person has its seat."""
    return next((seat.unit for seat in user.seats if seat.role == Role.TOWNSHIP), None)


def naming_unit_for(user: User, campaign: Campaign, pk: str) -> Unit:
    """The unit of this number for which the person may name owners; without one its own, else the first township."""
    allowed = permitted(user, "unit.name_owner", Unit, within=campaign.pk).filter(district=campaign.district_id)
    if pk:
        key = key_of(pk)
        unit = allowed.filter(pk=key).first() if key is not None else None
    else:
        unit = own_township(user) or allowed.filter(kind=UnitKind.TOWNSHIP).order_by("pk").first()
    if unit is None:
        raise Http404
    return unit


def holes_of(campaign: Campaign) -> list[Hole]:
    """Everything that is missing, in the order of the text."""
    return matrix_of(campaign).holes


def _townships(duties: Iterable[Duty]) -> list[Unit]:
    units = {duty.unit_id: duty.unit for duty in duties if duty.unit.kind == UnitKind.TOWNSHIP}
    return [units[pk] for pk in sorted(units)]


def _row(
    clause: Clause, duties: list[Duty], townships: list[Unit], owners: dict[tuple[int, int], Person]
) -> Row:
    lead = next((duty for duty in duties if duty.role == Duty.Role.LEAD), None)
    participants = [duty for duty in duties if duty.role == Duty.Role.PARTICIPANT]
    responsible = [duty for duty in duties if duty.role == Duty.Role.RESPONSIBLE]
    groups = {duty.unit_id: duty.unit for duty in duties if duty.unit.kind == UnitKind.GROUP}
    roles = {duty.unit_id: duty for duty in duties}
    cells = []
    for unit in townships:
        duty = roles.get(unit.pk)
        role, label = (duty.role, duty.get_role_display()) if duty else ("", "")
        cells.append(Cell(unit, role, label, owners.get((clause.pk, unit.pk))))
    named = [duty for duty in responsible if duty.via_group_id is None]
    proposed = next((duty.unit for duty in (*participants, *named) if may_lead(duty)), None)
    return Row(clause, lead, participants, responsible, list(groups.values()), proposed, cells)
