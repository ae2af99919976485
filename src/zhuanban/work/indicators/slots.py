"""What indicators put into pages of the plan: where the targets of a clause stand."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.plan.homes.rules.contributions import contributes, shipped
from zhuanban.plan.homes.rules.sets import Home
from zhuanban.work.indicators.selectors import boards_in, followed_by_clause

SETS = Path(__file__).resolve().parent / "sets"


@fill("clause_main", "indicators/_clause.html", order=30)
def targets_of_clause(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On the page of a clause that sets targets."""
    boards = boards_in(context["campaign"], context["clause"])
    return {"campaign": context["campaign"], "boards": boards} if boards else None


@fill("amended_clause", "indicators/_touched.html", order=40)
def indicators_of_clause(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The indicators that the targets of a clause read; read once for all clauses of the page."""
    memo = context["memo"]
    if "indicators" not in memo:
        memo["indicators"] = followed_by_clause(context["campaign"], context["touched"])
    followed = memo["indicators"].get(context["clause"].pk)
    return {"campaign": context["campaign"], "followed": followed} if followed else None


@contributes
def indicators_as_homes(_campaign_id: int) -> Iterable[Home]:
    """The indicators that a notice may call for; those that follow from records are never asked."""
    yield from shipped("indicator", SETS / "indicators.yaml")
