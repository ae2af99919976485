"""Milestones of a matter, and how far a whole ledger is by plan and in fact."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.forms.milestones import PlanForm, ReachForm
from zhuanban.work.matters.rules.milestones import drawn
from zhuanban.work.matters.selectors import matter_for
from zhuanban.work.matters.selectors.lists import listed
from zhuanban.work.matters.selectors.milestones import MOST_SUMMED, progress_of
from zhuanban.work.matters.services.milestones import keep_milestones, reach_milestone
from zhuanban.work.matters.views.ledger import queries
from zhuanban.work.matters.views.matter import shown


@require_POST
def keep(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Lay down the steps and their days; with `reach` tick one of them."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    form = (ReachForm if "order" in request.POST else PlanForm)(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("请检查填写的日期。")
        if isinstance(form, PlanForm):
            keep_milestones(by=user, matter=matter, steps=form.steps(), **form.cleaned_data)
        else:
            reach_milestone(by=user, matter=matter, **form.cleaned_data)
    except Invalid as error:
        return shown(request, action, matter, plan_error=error.message, plan_sent=request.POST)
    messages.success(request, "已保存里程碑。")
    return redirect("matters:detail", action.slug, uid)


@require_safe
def progress(request: HttpRequest, campaign: str) -> HttpResponse:
    """The planned and the actual curve of the ledger in the address, with its months and townships."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    whole = progress_of(listed(user, action, form.chosen()).rows)
    context = {
        "campaign": action,
        "words": form.words(),
        "progress": whole,
        "drawing": drawn(whole.points) if whole.points else None,
        "months": [(point, whole.due[point.month], whole.closed[point.month]) for point in whole.points],
        "most": MOST_SUMMED,
        **queries(request),
    }
    return render(request, "matters/progress.html", context)
