"""What appraisal puts into pages of the plan: how far a clause is accepted."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.selectors.acceptance import standing_of


@fill("clause_side", "appraisals/_clause.html", order=60)
def acceptance_of_clause(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On the page of a clause for which statements were made, as far as the person sees them."""
    if not isinstance(request.user, User):
        return None
    standing = standing_of(request.user, context["campaign"], context["clause"])
    return {"campaign": context["campaign"], "standing": standing} if standing else None
