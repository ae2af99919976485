"""Reading acceptance: the matrix, one cell, and the statement that the data make."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules.holdings import Held
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.oversight.appraisals.models import Acceptance
from zhuanban.oversight.appraisals.rules.acceptance import (
    DECISION_COLOURS,
    DECISION_MARKS,
    SETTLED,
    Decision,
    State,
    obstacles,
)
from zhuanban.plan.campaigns.models import Campaign, Clause, Demand
from zhuanban.plan.campaigns.selectors import matrix_of, tasks_of
from zhuanban.work.indicators.rules.verdicts import Verdict
from zhuanban.work.indicators.selectors import Board, Status, statuses_of
from zhuanban.work.matters.selectors import Figures, figures_by_township

BINDING = (Demand.Force.MUST, Demand.Force.FORBID, Demand.Force.STANDING)
Key = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A clause in a township as the matrix shows it: one sign, its colour, and the words behind it."""

    township: Unit
    acceptance: Acceptance | None

    @property
    def state(self) -> str:
        """未说明, 待验收, or the decision."""
        if self.acceptance is None or self.acceptance.state == State.OPEN:
            return "未说明"
        return self.acceptance.get_decision_display() if self.acceptance.decision else "待验收"

    @property
    def mark(self) -> str:
        if self.acceptance is None or self.acceptance.state == State.OPEN:
            return "—"
        return DECISION_MARKS[Decision(self.acceptance.decision)] if self.acceptance.decision else "待"

    @property
    def colour(self) -> str:
        if self.acceptance is None or self.acceptance.state == State.OPEN:
            return "grey"
        if self.acceptance.decision:
            return DECISION_COLOURS[Decision(self.acceptance.decision)]
        return "yellow" if obstacles(self.acceptance.statement) else "grey"

    @property
    def words(self) -> str:
        if self.acceptance is None or self.state != "待验收":
            return self.state
        against = obstacles(self.acceptance.statement)
        return f"待验收，{against[0]}" if against else "待验收，数据未见障碍"


@dataclass(frozen=True)
class Line:
    """A clause with its cells in the order of the townships."""

    clause: Clause
    cells: list[Cell]


def acceptances_for(user: User, campaign: Campaign) -> QuerySet[Acceptance]:
    """The cells that this person may see."""
    return permitted(user, "acceptance.view", Acceptance).filter(clause__campaign=campaign)


def acceptance_for(user: User, campaign: Campaign, clause_id: int, township_id: int) -> Acceptance:
    """One cell; 404 where the person may not see it or nothing was stated yet."""
    rows = acceptances_for(user, campaign).filter(clause=clause_id, township=township_id)
    row = rows.select_related("clause__campaign", "clause__current", "township", "decided_by").first()
    if row is None:
        raise Http404
    return row


def lines_for(user: User, campaign: Campaign) -> list[Line]:
    """The matrix of clauses × townships: once statements are made, only rows and columns in which the person sees one.

    Before that everybody sees the whole empty matrix.
    """
    cells: dict[Key, Acceptance] = {(row.clause_id, row.township_id): row for row in acceptances_for(user, campaign)}
    clauses, townships = list(tasks_of(campaign)), list(townships_of(campaign.district_id))
    if cells:
        clauses = [clause for clause in clauses if any(key[0] == clause.pk for key in cells)]
        townships = [town for town in townships if any(key[1] == town.pk for key in cells)]
    return [Line(clause, [Cell(town, cells.get((clause.pk, town.pk))) for town in townships]) for clause in clauses]


def standard_of(clause: Clause, boards: list[Board]) -> str:
    """What must hold for the clause: its binding demands and its targets, one a line; else the words of the clause."""
    demands = [demand for demand in clause.demands.all() if demand.force in BINDING]
    lines = [f"{demand.text}（{demand.condition}）" if demand.condition else demand.text for demand in demands]
    lines += [f"{board.target.indicator} {board.aim}{_until(board)}" for board in boards]
    if not lines:
        lines = [clause.current.body or clause.current.title] if clause.current else []
    return "\n".join(dict.fromkeys(lines))


def _until(board: Board) -> str:
    return f"（{board.target.by:%Y-%m-%d} 到期）" if board.target.by else ""


def statements_of(campaign: Campaign, today: date) -> dict[Key, tuple[str, dict[str, Any]]]:
    """(clause, township) → standard and statement, made from figures, targets and the matrix of responsibility."""
    townships = list(townships_of(campaign.district_id))
    owners = {
        (row.clause.pk, cell.unit.pk): cell.owner.name
        for row in matrix_of(campaign).rows
        for cell in row.cells
        if cell.owner
    }
    boards: dict[int, list[Board]] = {}
    for board in statuses_of(campaign, on=today):
        boards.setdefault(board.clause.pk, []).append(board)
    demands = Prefetch("demands", Demand.objects.order_by("order"))
    made = {}
    for clause in tasks_of(campaign).prefetch_related(demands):
        of_clause = boards.get(clause.pk, [])
        standard = standard_of(clause, of_clause)
        figures = figures_by_township(campaign, clause=clause)
        for place, town in enumerate(townships):
            owner = owners.get((clause.pk, town.pk), "")
            targets = [stated(board.townships[place], board.district) for board in of_clause]
            made[clause.pk, town.pk] = standard, statement(figures.get(town.pk), targets, owner, today)
    return made


def statement(figures: Figures | None, targets: list[dict[str, Any]], owner: str, today: date) -> dict[str, Any]:
    """The statement as it is kept: plain values only."""
    return {
        "as_of": today.isoformat(),
        "figures": asdict(figures or Figures()),
        "targets": targets,
        "owner": owner,
    }


def stated(status: Status, district: Status) -> dict[str, Any]:
    """A target in a statement. It is set for the district: without a verdict of its own, the district's holds."""
    shown = status if status.on and status.verdict != Verdict.PART else district
    return {
        "indicator": shown.target.indicator,
        "aim": shown.aim,
        "by": shown.target.by.isoformat() if shown.target.by else None,
        "where": shown.township.name if shown.township else "全区",
        "verdict": str(shown.verdict.value),
        "verdict_name": str(shown.verdict.label),
        "colour": shown.colour,
        "value": shown.shown,
        "on": shown.on.isoformat() if shown.on else None,
        "source": shown.source,
        "notes": list(shown.notes),
        "words": shown.words,
    }


def tally_of(lines: list[Line]) -> Mapping[str, int]:
    """How many cells stand how: 未说明, 待验收, 通过, 限期整改, 转长效."""
    states = Counter(cell.state for line in lines for cell in line.cells)
    return {name: states[name] for name in ("未说明", "待验收", *Decision.labels) if states[name]}


def standing_of(user: User, campaign: Campaign, clause: Clause) -> Mapping[str, int]:
    """The same of one clause, as far as this person sees it; empty before any statement was made."""
    rows = acceptances_for(user, campaign).filter(clause=clause).select_related("township")
    return tally_of([Line(clause, [Cell(row.township, row) for row in rows])])


def stated_on(lines: list[Line]) -> datetime | None:
    """When the newest statement was made."""
    made = [cell.acceptance.stated_at for line in lines for cell in line.cells if cell.acceptance]
    return max((instant for instant in made if instant), default=None)


def open_acceptances_of(units: Collection[int]) -> Iterator[Held]:
    """Township by township what is stated and not decided, or to be mended, in actions that run."""
    rows = Acceptance.objects.filter(township__in=units, clause__campaign__state=Campaign.State.RUNNING)
    counts = rows.exclude(decision__in=SETTLED).order_by().values_list("township").annotate(count=Count("pk"))
    for unit, count in counts:
        yield Held(unit, "没有办结的验收", count)
