"""Reading the action, its plan and its matrix; the names that other rooms use."""

from zhuanban.plan.campaigns.selectors.matrix import Cell, Gap, Hole, Matrix, Row, holes_of, matrix_of
from zhuanban.plan.campaigns.selectors.plan import (
    campaign_for,
    campaigns_for,
    clause_for,
    clauses_ever,
    clauses_of,
    day_of,
    departments_of,
    duties_of,
    judged_from,
    lead_of,
    owner_of,
    phase_on,
    phases_of,
    targets_of,
    tasks_of,
)
from zhuanban.plan.campaigns.selectors.standing import Standing, grouped_clauses, standings_of

__all__ = [
    "Cell",
    "Gap",
    "Hole",
    "Matrix",
    "Row",
    "Standing",
    "campaign_for",
    "campaigns_for",
    "clause_for",
    "clauses_ever",
    "clauses_of",
    "day_of",
    "departments_of",
    "duties_of",
    "grouped_clauses",
    "holes_of",
    "judged_from",
    "lead_of",
    "matrix_of",
    "owner_of",
    "phase_on",
    "phases_of",
    "standings_of",
    "targets_of",
    "tasks_of",
]
