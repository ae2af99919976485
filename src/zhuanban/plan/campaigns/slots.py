"""What the plan puts into other pages: that an action still waits for its confirmation, what units have in it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES
from zhuanban.ground.orgs.rules.holdings import Held, holdings
from zhuanban.ground.orgs.selectors import names_actions
from zhuanban.ground.search.rules.sources import searchable
from zhuanban.ground.threads.rules.subjects import commented
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.plan import clauses_owned_by, names_in
from zhuanban.plan.campaigns.selectors.searching import CLAUSES
from zhuanban.plan.campaigns.selectors.threads import COMMENTED
from zhuanban.plan.campaigns.selectors.units import parts_in_actions

WITHOUT = frozenset({"campaigns:review", "campaigns:start"})


@fill("hand_over", "campaigns/_hand_over.html")
def owned_clauses(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many clauses the leaving person answers for; not which."""
    return {"count": clauses_owned_by(context["leaving"].person_id)}


@names_actions
def names_of_actions(district_id: int) -> dict[int, str]:
    """The short names of a district's actions, for seats that hold in one of them."""
    return names_in(district_id)


@fill("banner", "campaigns/_waiting.html", order=40)
def waiting(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On every page of a draft action, but not where it is reviewed and confirmed."""
    campaign = context.get("campaign")
    if not isinstance(campaign, Campaign) or campaign.state != Campaign.State.DRAFT:
        return None
    match = request.resolver_match
    if match and match.view_name in WITHOUT:
        return None
    is_office = isinstance(request.user, User) and request.user.has_role(*OFFICE_ROLES)
    return {"campaign": campaign, "is_office": is_office}


@holdings(order=20)
def parts_of_units(units: Collection[int]) -> Iterable[Held]:
    """Duties, owners and offices in actions that are not over."""
    return parts_in_actions(units)


searchable(CLAUSES)
commented(COMMENTED)
