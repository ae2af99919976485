"""What indicators put into pages of the plan: where the targets of a clause stand."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.work.indicators.selectors import boards_in


@fill("clause_main", "indicators/_clause.html", order=30)
def targets_of_clause(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On the page of a clause that sets targets."""
    boards = boards_in(context["campaign"], context["clause"])
    return {"campaign": context["campaign"], "boards": boards} if boards else None
