"""Where every clause stood in every township when the action was taken over, and what is still missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause, Duty
from zhuanban.plan.campaigns.selectors import tasks_of
from zhuanban.work.takeovers.models import Opening
from zhuanban.work.takeovers.rules.openings import Status

Key = tuple[int, int]


@dataclass(frozen=True)
class OpeningCell:
    """A township's opening state of a clause; None and a duty: a hole."""

    township: Unit
    has_duty: bool
    opening: Opening | None = None

    @property
    def is_hole(self) -> bool:
        return self.has_duty and self.opening is None


@dataclass(frozen=True)
class OpeningRow:
    """A clause with its cells, in the order of the townships."""

    clause: Clause
    cells: list[OpeningCell]


@dataclass(frozen=True)
class OpeningMatrix:
    """Every task × township, and how many cells have which state."""

    townships: list[Unit]
    rows: list[OpeningRow]
    counts: Counter[str] = field(default_factory=Counter)
    holes: int = 0

    @property
    def tallied(self) -> list[tuple[str, str, int]]:
        """State, its words, how many cells."""
        return [(status.value, status.label, self.counts[status.value]) for status in Status]


def matrix_of(campaign: Campaign) -> OpeningMatrix:
    """The whole matrix in three queries."""
    clauses = list(tasks_of(campaign))
    duties = Duty.objects.filter(clause__in=clauses, unit__kind="township").select_related("unit")
    towns: dict[int, Unit] = {}
    held: set[Key] = set()
    for duty in duties:
        towns[duty.unit_id] = duty.unit
        held.add((duty.clause_id, duty.unit_id))
    current = _current(campaign)
    townships = [towns[pk] for pk in sorted(towns)]
    rows = [
        OpeningRow(clause, [_cell(clause.pk, town, held, current) for town in townships]) for clause in clauses
    ]
    cells = [cell for row in rows for cell in row.cells]
    counts = Counter(str(cell.opening.status) for cell in cells if cell.opening)
    return OpeningMatrix(townships, rows, counts, sum(cell.is_hole for cell in cells))


def _current(campaign: Campaign) -> dict[Key, Opening]:
    rows = Opening.objects.filter(campaign=campaign, is_current=True).select_related("entered_by")
    return {(row.clause_id, row.township_id): row for row in rows}


def _cell(clause: int, town: Unit, held: set[Key], current: dict[Key, Opening]) -> OpeningCell:
    return OpeningCell(town, (clause, town.pk) in held, current.get((clause, town.pk)))


def current_in(campaign: Campaign, pairs: Iterable[Key]) -> dict[Key, Opening]:
    """The states that hold for these cells."""
    wanted = set(pairs)
    return {key: row for key, row in _current(campaign).items() if key in wanted}


def duties_among(clauses: Iterable[Clause], townships: Iterable[Unit]) -> set[Key]:
    """Clause × township where the township has a duty."""
    rows = Duty.objects.filter(clause__in=list(clauses), unit__in=list(townships))
    return set(rows.values_list("clause_id", "unit_id"))


def stateable_townships(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The townships for which the person may state how things stood; none where the action lets it state nothing."""
    if not permitted(user, "opening.state", Campaign).filter(pk=campaign.pk).exists():
        return Unit.objects.none()
    rows = permitted(user, "opening.state_for", Unit, within=campaign.pk)
    return rows.filter(district=campaign.district_id).order_by("pk")


def task_for(campaign: Campaign, pk: int) -> Clause:
    """A task of the action in force; 404 for anything else."""
    clause = tasks_of(campaign).filter(pk=pk).first()
    if clause is None:
        raise Http404
    return clause


def versions_of(user: User, campaign: Campaign, clause: Clause, township: Unit) -> list[Opening]:
    """Every version of a cell, the newest first."""
    rows = permitted(user, "opening.view", Opening).filter(campaign=campaign, clause=clause, township=township)
    return list(rows.select_related("entered_by").order_by("-version"))
