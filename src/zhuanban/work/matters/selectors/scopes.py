"""Which units a matter concerns, from the rows that say so."""

from collections.abc import Collection, Iterator
from datetime import datetime

from zhuanban.ground.core.prepared import Prepared
from zhuanban.plan.campaigns.models import Campaign, Duty
from zhuanban.work.matters.models import Assignment, Care, KeeperChange, Matter, MatterScope

ScopeKey = tuple[int, int]
DUTIES = (Duty.Role.LEAD, Duty.Role.PARTICIPANT)


def units_by_duty(clause_id: int | None) -> list[int]:
    """Units that lead or take part in the clause; townships see only what lies in them."""
    return [unit for (unit,) in ON_DUTY.rows(clause=clause_id)] if clause_id else []


ON_DUTY: Prepared[Duty] = Prepared(
    lambda clause: Duty.objects.filter(clause=clause, role__in=DUTIES).exclude(unit__kind="group")
    .order_by("unit").values_list("unit").distinct()
)  # fmt: skip


def limit_in_scope(due_at: datetime | None, closed_at: datetime | None) -> datetime | None:
    """The limit that scope rows repeat: that of a matter which is still open."""
    return None if closed_at else due_at


def units_seeing(matters: Collection[int]) -> dict[int, list[int]]:
    """Matter → the units that see it."""
    found: dict[int, list[int]] = {}
    for matter, unit in MatterScope.objects.filter(matter__in=matters).values_list("matter", "unit"):
        found.setdefault(matter, []).append(unit)
    return found


def scopes_due(campaign: Campaign) -> dict[ScopeKey, datetime | None]:
    """(matter, unit) → limit, as they ought to be."""
    rows = Matter.objects.filter(campaign=campaign).values_list("pk", "township", "due_at", "closed_at")
    limits: dict[int, datetime | None] = {}
    keys: set[ScopeKey] = set()
    for matter, township, due_at, closed_at in rows:
        limits[matter] = limit_in_scope(due_at, closed_at)
        keys.add((matter, township))
    for part in (_by_filing(campaign), _by_turn(campaign), _by_duty(campaign), _by_keeping(campaign)):
        keys.update(part)
    return {(matter, unit): limits[matter] for matter, unit in keys}


def _by_filing(campaign: Campaign) -> Iterator[ScopeKey]:
    yield from MatterScope.objects.filter(matter__campaign=campaign, is_filer=True).values_list("matter", "unit")


def _by_turn(campaign: Campaign) -> Iterator[ScopeKey]:
    turns = Assignment.objects.filter(matter__campaign=campaign).order_by()
    yield from turns.values_list("matter", "unit")


def _by_duty(campaign: Campaign) -> Iterator[ScopeKey]:
    units: dict[int, list[int]] = {}
    duties = Duty.objects.filter(clause__campaign=campaign, role__in=DUTIES).exclude(unit__kind="group")
    for clause, unit in duties.values_list("clause", "unit"):
        units.setdefault(clause, []).append(unit)
    for matter, served in Matter.objects.filter(campaign=campaign, clause__in=units).values_list("pk", "clause"):
        for unit in units.get(served or 0, ()):
            yield matter, unit


def _by_keeping(campaign: Campaign) -> Iterator[ScopeKey]:
    """Who keeps it after closing, and who once did."""
    yield from Care.objects.filter(campaign=campaign).order_by().values_list("matter", "keeper")
    given = KeeperChange.objects.filter(care__campaign=campaign, new__isnull=False).order_by()
    yield from given.values_list("care__matter", "new")


def scopes_kept(campaign: Campaign) -> dict[ScopeKey, tuple[int, datetime | None]]:
    """(matter, unit) → (key of the row, limit), as they are."""
    rows = MatterScope.objects.filter(matter__campaign=campaign)
    return {(matter, unit): (pk, due) for matter, unit, pk, due in rows.values_list("matter", "unit", "pk", "due_at")}


def units_by_rows(matter: Matter) -> set[int]:
    """The units that a matter concerns as township, by a turn or by duty, whoever registered it."""
    turns = Assignment.objects.filter(matter=matter).values_list("unit", flat=True)
    keepers = Care.objects.filter(matter=matter).values_list("keeper", flat=True) if matter.kind.has_aftercare else ()
    return {matter.township_id, *turns, *keepers, *units_by_duty(matter.clause_id)}
