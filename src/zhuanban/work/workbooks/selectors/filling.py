"""What a kind's sheet is filled in with: its columns, the townships and clauses of the person who fills it in."""

from dataclasses import dataclass

from django.http import Http404

from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import standings_of, tasks_of
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.selectors.kinds import kinds_of, spec_of, use_of
from zhuanban.work.matters.selectors.registering import townships_to_register
from zhuanban.work.workbooks.rules.layout import Column, columns_of


@dataclass(frozen=True)
class Filling:
    """A kind with its columns, and the rows that the names in its cells stand for."""

    kind: Kind
    version: int
    spec: KindSpec
    columns: list[Column]
    townships: dict[str, Unit]
    clauses: dict[str, Clause]


def filling_of(user: User, campaign: Campaign, kind: Kind) -> Filling:
    """How this person fills in the kind in this action."""
    use = use_of(campaign, kind)
    spec = spec_of(kind, use.version)
    townships = {unit.name: unit for unit in townships_to_register(user, campaign)}
    clauses = clauses_by_words(campaign) if spec.is_general else {}
    return Filling(kind, use.version, spec, columns_of(spec, list(townships), list(clauses)), townships, clauses)


def clauses_by_words(campaign: Campaign) -> dict[str, Clause]:
    """The tasks of the action by words that tell them apart."""
    standings, found = standings_of(campaign), dict[str, Clause]()
    for clause in tasks_of(campaign):
        standing = standings.get(clause.pk)
        words = (standing.whole if standing else "") or str(clause)
        found[words if words not in found else f"{words}（{clause.pk}）"] = clause
    return found


def kind_for(campaign: Campaign, code: str) -> Kind:
    """A kind in use in the action; 404 for others."""
    kind = kinds_of(campaign).filter(code=code).first()
    if kind is None:
        raise Http404
    return kind
