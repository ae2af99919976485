"""What the desk puts into the frame of every page: navigation, action and phase, progress of long work."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core import progress
from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.outward.desk.selectors.navigation import campaign_of, links_for, phase_words
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import seen_campaigns


def _campaign(request: HttpRequest, context: Mapping[str, Any]) -> Campaign | None:
    """The action of the page; on a page that belongs to none, the one named by ?c= or most likely meant."""
    campaign = context.get("campaign")
    if isinstance(campaign, Campaign):
        return campaign
    if not isinstance(request.user, User):
        return None
    # Four parts of the frame ask; what the first found is kept with the request.
    if "meant_campaign" not in vars(request):
        vars(request)["meant_campaign"] = campaign_of(request.user, request.GET.get("c", ""))
    found: Campaign | None = vars(request)["meant_campaign"]
    return found


@fill("navigation", "desk/_navigation.html")
def navigation(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The links of the left side; their counts are fetched after the page, so that they cost it nothing."""
    if not isinstance(request.user, User):
        return None
    campaign = _campaign(request, context)
    match = request.resolver_match
    groups = links_for(request.user, campaign, match.view_name if match else "")
    return {"groups": groups, "campaign": campaign}


@fill("brand", "desk/_brand.html")
def name_of_action(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The name of the action whose links stand on the left."""
    campaign = _campaign(request, context)
    return {"campaign": campaign} if campaign else None


@fill("top", "desk/_top.html")
def action_and_phase(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """In which phase the action is, and a switch where the person sees several actions."""
    campaign = _campaign(request, context)
    if campaign is None or not isinstance(request.user, User):
        return None
    return {
        "campaign": campaign,
        "phase": phase_words(campaign),
        "campaigns": seen_campaigns(request.user),
    }


@fill("top_right", "desk/_search_box.html", order=10)
def search_box(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The box for searching in the action of the page."""
    campaign = _campaign(request, context)
    match = request.resolver_match
    return {"campaign": campaign} if campaign and not (match and match.view_name == "desk:search") else None


@fill("banner", "core/_progress.html")
def running_work(_request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The bars of long work, only while there is some."""
    works = progress.running()
    return {"works": works} if works else None
