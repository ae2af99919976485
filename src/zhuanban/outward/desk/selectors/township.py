"""A township on one page, to be read on the way there."""

from dataclasses import dataclass

from django.http import Http404

from zhuanban.ground.orgs.models import Person, Unit
from zhuanban.ground.orgs.selectors import people_of, townships_of
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import matrix_of
from zhuanban.work.indicators.selectors import Status, statuses_of


@dataclass(frozen=True)
class Task:
    """A clause that the township answers for, with the person it named, or None."""

    clause: Clause
    role: str
    lead: Unit | None
    owner: Person | None


def township_of(campaign: Campaign, pk: int) -> Unit:
    """A township of the action's district; 404 for anything else."""
    township = townships_of(campaign.district_id).filter(pk=pk).first()
    if township is None:
        raise Http404
    return township


def tasks_at(campaign: Campaign, township: Unit) -> list[Task]:
    """The clauses of the township in the order of the notice."""
    tasks = []
    for row in matrix_of(campaign).rows:
        cell = next((cell for cell in row.cells if cell.unit.pk == township.pk and cell.role), None)
        if cell:
            tasks.append(Task(row.clause, cell.role_name, row.lead.unit if row.lead else None, cell.owner))
    return tasks


def statuses_at(campaign: Campaign, township: Unit) -> list[Status]:
    """What may be said of each target here."""
    return [
        status
        for board in statuses_of(campaign)
        for status in board.townships
        if status.township and status.township.pk == township.pk
    ]


def people_at(township: Unit) -> list[Person]:
    """Who holds a post here."""
    return list(people_of(township)[:6])
