"""What matters put into pages of lower rooms: the open work that an amended notice or the end of a unit touches."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules.holdings import Held, Parting, holdings, shares
from zhuanban.ground.search.rules.sources import searchable
from zhuanban.ground.threads.rules.subjects import commented
from zhuanban.plan.homes.rules.contributions import contributes
from zhuanban.plan.homes.rules.sets import Home
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.figures import open_by_clause
from zhuanban.work.matters.selectors.kind_pages import kinds_serving
from zhuanban.work.matters.selectors.kinds import campaign_of, specs_of
from zhuanban.work.matters.selectors.searching import MATTERS
from zhuanban.work.matters.selectors.threads import COMMENTED
from zhuanban.work.matters.selectors.units import open_of_parts, open_of_units


@fill("amended_clause", "matters/_touched.html", order=30)
def open_matters_of_clause(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The open matters of a clause by state; counted once for all clauses of the page."""
    if not isinstance(request.user, User):
        return None
    memo, clause = context["memo"], context["clause"]
    if "matters" not in memo:
        memo["matters"] = open_by_clause(request.user, context["campaign"], context["touched"])
    counts = memo["matters"].get(clause.pk)
    if not counts:
        return None
    return {"campaign": context["campaign"], "clause": clause, "counts": counts, "total": sum(n for _, n in counts)}


@fill("clause_side", "matters/_clause_kinds.html", order=20)
def kinds_of_clause(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The kinds that serve a clause."""
    kinds = kinds_serving(context["campaign"], context["clause"])
    return {"campaign": context["campaign"], "clause": context["clause"], "kinds": kinds} if kinds else None


@holdings(order=30)
def open_matters_of_units(units: Collection[int]) -> Iterable[Held]:
    """The open matters that a unit handles, or that lie in a township: a successor has to take them."""
    return open_of_units(units)


@shares(order=30, words="未办结事项")
def open_matters_of_parts(parting: Parting) -> Mapping[int, int]:
    """How many open matters each part of a split unit will have."""
    return open_of_parts(parting)


searchable(MATTERS)
commented(COMMENTED)


@contributes
def kinds_as_homes(campaign_id: int) -> Iterable[Home]:
    """The kinds in use are where demands are worked on; general kinds serve whatever has no kind of its own."""
    for kind, spec in specs_of(campaign_of(campaign_id)):
        if not spec.is_general:
            yield Home(
                set="class" if spec.profile == Profile.CASE else "kind",
                code=kind.code,
                name=kind.name,
                serves=spec.serves,
                beautify=spec.beautify,
                where=spec.closing_standard,
                address="matters:ledger",
                query=f"kind={kind.code}",
            )
