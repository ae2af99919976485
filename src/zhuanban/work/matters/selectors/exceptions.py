"""Standing duties by exception: duty × township, from rows that exist; nobody is asked for a report."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import Exact

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import start_of
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns.models import Campaign, Clause, Deadline, Demand, Duty
from zhuanban.plan.campaigns.selectors import judged_from, tasks_of
from zhuanban.work.matters.models import Care, Matter, MatterScope, Recheck
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.aftercare import GRACE
from zhuanban.work.matters.rules.exceptions import Kept, Month, Why
from zhuanban.work.matters.rules.loop import INHERITING, Light, Source, State
from zhuanban.work.matters.selectors.matters import matters_for

Cell = tuple[int, int]
RHYTHMS = {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年",
           "continuous": "长期"}  # fmt: skip
MOST_WORDS = 3


@dataclass(frozen=True)
class Standing:
    """A clause with duties that have no end: what they ask, who leads, and each township's month."""

    clause: Clause
    asks: list[str]
    rhythms: list[str]
    lead: str
    cells: list[tuple[Unit, Kept]]


@dataclass(frozen=True)
class Account:
    """The whole page: the townships across, the standing duties down."""

    townships: list[Unit] = field(default_factory=list)
    rows: list[Standing] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many cells hold an exception."""
        return sum(bool(kept.total) for row in self.rows for _, kept in row.cells)


def standing_clauses(user: User, campaign: Campaign) -> list[Clause]:
    """The tasks that hold a demand to be kept up (保持) or come round again; of a department those it takes part in."""
    asked = Demand.objects.filter(clause=OuterRef("pk"), force=Demand.Force.STANDING)
    rhythm = Deadline.objects.filter(clause=OuterRef("pk"), by=None).exclude(every="")
    rows = tasks_of(campaign).filter(Exists(asked) | Exists(rhythm))
    sight = sight_in(user, campaign)
    if not sight.everything:
        rows = rows.filter(Exists(Duty.objects.filter(clause=OuterRef("pk"), unit__in=sight.units)))
    return list(rows)


def account_of(user: User, campaign: Campaign, month: Month) -> Account:
    """Every standing duty in every township in a month."""
    clauses = standing_clauses(user, campaign)
    duties: dict[int, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(clause__in=clauses).select_related("unit").order_by("pk"):
        duties[duty.clause_id].append(duty)
    towns = _townships(user, campaign, [duty for found in duties.values() for duty in found])
    kept = _counted(user, campaign, month, [clause.pk for clause in clauses])
    asks, rhythms = _asks(clauses)
    rows = [
        Standing(
            clause, asks[clause.pk][:MOST_WORDS], rhythms[clause.pk], _lead(duties[clause.pk]),
            [(town, _cell(kept, clause, town, duties[clause.pk])) for town in towns],
        )
        for clause in clauses
    ]  # fmt: skip
    return Account(towns, rows)


def _townships(user: User, campaign: Campaign, duties: list[Duty]) -> list[Unit]:
    units = {duty.unit_id: duty.unit for duty in duties if duty.unit.kind == UnitKind.TOWNSHIP}
    sight = sight_in(user, campaign)
    own = [pk for pk in sight.units if pk in units]
    shown = units if sight.everything or not own else own
    return [units[pk] for pk in sorted(shown)]


def _lead(duties: list[Duty]) -> str:
    return next((duty.unit.name for duty in duties if duty.role == Duty.Role.LEAD), "")


def _cell(kept: dict[Cell, dict[str, int]], clause: Clause, town: Unit, duties: list[Duty]) -> Kept:
    return Kept(dict(kept.get((clause.pk, town.pk), {})), owes=any(duty.unit_id == town.pk for duty in duties))


def _asks(clauses: list[Clause]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    asks: dict[int, list[str]] = defaultdict(list)
    rhythms: dict[int, list[str]] = defaultdict(list)
    for clause, text in Demand.objects.filter(clause__in=clauses, force=Demand.Force.STANDING).values_list(
        "clause", "text"
    ):
        asks[clause].append(text)
    again = Deadline.objects.filter(clause__in=clauses, by=None).exclude(every="").order_by("pk")
    for clause, every in again.values_list("clause", "every"):
        if RHYTHMS.get(every, every) not in rhythms[clause]:
            rhythms[clause].append(RHYTHMS.get(every, every))
    return asks, rhythms


def exceptions_in(user: User, campaign: Campaign, month: Month) -> QuerySet[Matter]:
    """The matters of the month that the person sees, each with `why` it speaks for or against a standing duty.

    What came in during the month; in the present month also what is past its limit now, whenever it came.
    """
    since, until = start_of(month.first), start_of(month.after)
    came = Q(entered_at__gte=since, entered_at__lt=until)
    if month.has(clock.today()):
        came |= Q(light=Light.RED)
    rows = matters_for(user, campaign).filter(came).exclude(state=State.VOID).exclude(source=Source.HANDOVER)
    if start := judged_from(campaign):
        rows = rows.filter(happened_at__gte=start)
    return rows.annotate(why=_why())


def _why() -> Case:
    own = MatterScope.objects.filter(
        Q(unit=OuterRef("township")) | Q(unit__parent=OuterRef("township")), matter=OuterRef("pk"), is_filer=True
    )
    return Case(
        When(source__in=INHERITING, then=Value(Why.COMPLAINT)),
        When(relapse_of__isnull=False, then=Value(Why.RELAPSE)),
        When(~Exists(own), then=Value(Why.FOUND)),
        When(Q(is_late=True) | Q(light=Light.RED), then=Value(Why.LATE)),
        default=Value(Why.OWN),
        output_field=CharField(),
    )


def _counted(user: User, campaign: Campaign, month: Month, clauses: list[int]) -> dict[Cell, dict[str, int]]:
    found: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows: Any = exceptions_in(user, campaign, month).filter(clause__in=clauses).order_by()
    for clause, town, why, count in rows.values_list("clause", "township", "why").annotate(count=Count("pk")):
        found[clause, town][why] += count
    for care in unlooked_in(user, campaign, month):
        found[care.matter.clause_id or 0, care.matter.township_id][Why.UNLOOKED] += 1
    return found


def unlooked_in(user: User, campaign: Campaign, month: Month) -> list[Care]:
    """What was kept and not looked back at in time: its days of grace ran out in the month, and nobody had come."""
    grace = timedelta(days=GRACE)
    first, after = month.first - grace, month.after - grace
    seen = matters_for(user, campaign).order_by().values("pk")
    cares = Care.objects.filter(campaign=campaign, matter__in=seen).select_related("matter", "keeper")
    still = cares.filter(ended_at=None, next_on__gte=first, next_on__lt=min(after, clock.today() - grace))
    looks = Recheck.objects.filter(due_on__gte=first, due_on__lt=after, care__in=cares.order_by().values("pk"))
    late = [look.care_id for look in looks.only("care", "due_on", "at") if look.was_late]
    return [*still, *cares.filter(pk__in=late)]


def lines_of(user: User, campaign: Campaign, month: Month, clause: Clause, town: Unit) -> QuerySet[Matter]:
    """The matters of one cell, the exceptions first."""
    rows = exceptions_in(user, campaign, month).filter(clause=clause, township=town)
    first: Any = Case(When(Exact(F("why"), Value(Why.OWN)), then=Value(1)), default=Value(0))
    return rows.select_related("kind", "handler").order_by(first, "-entered_at", "-pk")


def reason_of(row: Matter) -> Why:
    """Why a row of `exceptions_in` is there."""
    return Why(getattr(row, "why"))  # noqa: B009  # an annotation, which the model does not declare
