"""What appraisal puts into pages of the plan: how far a clause is accepted."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules.holdings import Held, holdings
from zhuanban.oversight.appraisals.selectors.acceptance import open_acceptances_of, standing_of


@fill("clause_side", "appraisals/_clause.html", order=60)
def acceptance_of_clause(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On the page of a clause for which statements were made, as far as the person sees them."""
    if not isinstance(request.user, User):
        return None
    standing = standing_of(request.user, context["campaign"], context["clause"])
    return {"campaign": context["campaign"], "standing": standing} if standing else None


@holdings(order=60)
def open_acceptances(units: Collection[int]) -> Iterable[Held]:
    """The acceptances that a successor goes on with."""
    return open_acceptances_of(units)
