"""The desk: what needs a person today, the cockpit, a township on one page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.approvals.selectors import waiting_for
from zhuanban.ground.orgs.models import User
from zhuanban.outward.desk.selectors.navigation import campaign_of
from zhuanban.plan.campaigns.selectors import campaign_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person today."""
    user = cast(User, request.user)
    campaign = campaign_of(user, request.GET.get("c", ""))
    return render(request, "desk/home.html", {"campaign": campaign})


@require_safe
def cockpit(request: HttpRequest, campaign: str) -> HttpResponse:
    """The action at a glance."""
    action = campaign_for(cast(User, request.user), campaign)
    return render(request, "desk/home.html", {"campaign": action})


@require_safe
def counts(request: HttpRequest, campaign: str) -> HttpResponse:
    """The counts beside the links, fetched by the page after it is shown."""
    user = cast(User, request.user)
    campaign_for(user, campaign)
    return render(request, "desk/_counts.html", {"counts": {"approvals-inbox": waiting_for(user).count()}})
