"""The pages on how the loop goes as a whole: dispatching, exceptions to limits, seasons."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.exemptions import ExemptionFilter, SeasonForm
from zhuanban.work.matters.forms.filters import PeriodForm
from zhuanban.work.matters.rules.sampling import LOCAL
from zhuanban.work.matters.selectors.dispatching import dispatching_of
from zhuanban.work.matters.selectors.exemptions import exemptions_for, seasons_of
from zhuanban.work.matters.selectors.registering import may_register
from zhuanban.work.matters.selectors.spot import samples_for, township_shares
from zhuanban.work.matters.services import end_season, set_season

PAGE = 50


@require_safe
def dispatching(request: HttpRequest, campaign: str) -> HttpResponse:
    """How much each unit was given, gave back, and was given by mistake."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "matter.view_dispatching", action):
        raise Http404
    form = PeriodForm(request.GET)
    since, until = form.period()
    context = {"campaign": action, "form": form, "may_dispatch": True, "rows": dispatching_of(action, since, until)}
    return render(request, "matters/dispatching.html", context)


@require_safe
def exemptions(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every exception to a limit that the reader may see: asked, approved by whom, until when."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = ExemptionFilter(request.GET)
    page = Paginator(exemptions_for(user, action, **form.chosen()), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "campaign": action, "form": form, "page": page, "query": query.urlencode(),
        "may_dispatch": may(user, "matter.view_dispatching", action),
    }  # fmt: skip
    return render(request, "matters/exemptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seasons(request: HttpRequest, campaign: str) -> HttpResponse:
    """The seasons in which work waits; the office sets them."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    may_set = may(user, "matter.set_season", action)
    form = SeasonForm(request.POST or None, campaign=action)
    if request.method == "POST" and (season := form.run(set_season, by=user, campaign=action)):
        messages.success(request, f"已设定，每年{season.days}暂缓，从今天夜里起执行。")
        return redirect("matters:seasons", action.slug)
    context = {
        "campaign": action, "seasons": seasons_of(action), "form": form, "may_set": may_set,
        "may_dispatch": may(user, "matter.view_dispatching", action),
    }  # fmt: skip
    return render(request, "matters/seasons.html", context, status=422 if form.is_bound else 200)


@require_POST
def end(request: HttpRequest, campaign: str, season: int) -> HttpResponse:
    """Cancel a season."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    end_season(by=user, season=get_object_or_404(seasons_of(action), pk=season))
    messages.success(request, "已取消，正在暂缓的事项到期或者由专班办公室恢复。")
    return redirect("matters:seasons", action.slug)


@require_safe
def samples(request: HttpRequest, campaign: str) -> HttpResponse:
    """What was drawn of that mended on the spot, and how large the share of each township is."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    context = {
        "campaign": action,
        "page": Paginator(samples_for(user, action), PAGE).get_page(request.GET.get("page")),
        "shares": township_shares(action),
        "sampling": LOCAL,
        "may_dispatch": may(user, "matter.view_dispatching", action),
        "may_register": may_register(user, action),
    }
    return render(request, "matters/samples.html", context)
