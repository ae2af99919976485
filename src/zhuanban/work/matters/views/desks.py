"""The pages on how the loop goes as a whole: dispatching, and what follows it."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.filters import PeriodForm
from zhuanban.work.matters.selectors.dispatching import dispatching_of


@require_safe
def dispatching(request: HttpRequest, campaign: str) -> HttpResponse:
    """How much each unit was given, gave back, and was given by mistake."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "matter.view_dispatching", action):
        raise Http404
    form = PeriodForm(request.GET)
    since, until = form.period()
    context = {"campaign": action, "form": form, "rows": dispatching_of(action, since, until)}
    return render(request, "matters/dispatching.html", context)
