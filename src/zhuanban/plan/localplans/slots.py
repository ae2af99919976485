"""What local plans put into pages of the plan: in the overview, how many townships stand where."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.permits import may
from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules.holdings import Held, holdings
from zhuanban.plan.localplans.rules import TABS
from zhuanban.plan.localplans.selectors import counts_by_state, standings_for, waiting_plans_of


@fill("plan_overview", "localplans/_overview.html")
def standing_of_townships(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """For those who may see local plans, once the action runs."""
    campaign, user = context["campaign"], request.user
    if not isinstance(user, User) or not campaign.confirmed_at or not may(user, "localplan.list", campaign):
        return None
    return {"campaign": campaign, "tabs": TABS, "counts": counts_by_state(standings_for(user, campaign))}


@holdings(order=25)
def waiting_plans(units: Collection[int]) -> Iterable[Held]:
    """The local plans that a successor goes on with."""
    return waiting_plans_of(units)
