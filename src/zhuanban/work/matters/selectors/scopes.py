"""Which units a matter concerns, from the rows that say so."""

from collections.abc import Iterator

from zhuanban.plan.campaigns.models import Campaign, Duty
from zhuanban.work.matters.models import Assignment, Matter, MatterScope

ScopeKey = tuple[int, int, str]
DUTIES = (Duty.Role.LEAD, Duty.Role.PARTICIPANT)


def units_by_duty(clause_id: int | None) -> list[int]:
    """Units that lead or take part in the clause; townships see only what lies in them."""
    duties = Duty.objects.filter(clause=clause_id, role__in=DUTIES).exclude(unit__kind="group")
    return list(duties.order_by("unit").values_list("unit", flat=True).distinct()) if clause_id else []


def scopes_due(campaign: Campaign) -> set[ScopeKey]:
    """(matter, unit, why) as they ought to be."""
    return {key for part in (_by_township(campaign), _by_turn(campaign), _by_duty(campaign)) for key in part}


def _by_township(campaign: Campaign) -> Iterator[ScopeKey]:
    for matter, unit in Matter.objects.filter(campaign=campaign).values_list("pk", "township"):
        yield matter, unit, "township"


def _by_turn(campaign: Campaign) -> Iterator[ScopeKey]:
    turns = Assignment.objects.filter(matter__campaign=campaign).order_by()
    for matter, unit, role in turns.values_list("matter", "unit", "role"):
        yield matter, unit, "handler" if role == Assignment.Role.LEAD else "support"


def _by_duty(campaign: Campaign) -> Iterator[ScopeKey]:
    units: dict[int, list[int]] = {}
    duties = Duty.objects.filter(clause__campaign=campaign, role__in=DUTIES).exclude(unit__kind="group")
    for clause, unit in duties.values_list("clause", "unit"):
        units.setdefault(clause, []).append(unit)
    for matter, served in Matter.objects.filter(campaign=campaign, clause__in=units).values_list("pk", "clause"):
        for unit in units.get(served or 0, ()):
            yield matter, unit, "clause"


def scopes_kept(campaign: Campaign) -> dict[ScopeKey, int]:
    """(matter, unit, why) → key of the row, as they are."""
    rows = MatterScope.objects.filter(matter__campaign=campaign)
    return {(matter, unit, why): pk for matter, unit, why, pk in rows.values_list("matter", "unit", "why", "pk")}
