"""条款落点: every demand with its homes, the sets, and assigning by hand."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.plan.homes.forms import AssignForm, NarrowForm
from zhuanban.plan.homes.rules.sets import SETS
from zhuanban.plan.homes.selectors import choice_in, coverage_of, demand_in, lines_of, narrowed, set_lines
from zhuanban.plan.homes.services import assign_home, take_home_back


@require_safe
def homes(request: HttpRequest, campaign: str) -> HttpResponse:
    """Clause by clause; `?show=gaps` what has no home, `?set=` what has one in a set."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = NarrowForm(request.GET)
    show, set_ = form.said()
    clauses = lines_of(action)
    coverage = coverage_of(clauses)
    context = {
        "campaign": action,
        "form": form,
        "coverage": coverage,
        "sets": [(code, SETS[code], count) for code, count in coverage.sets.items()],
        "clauses": narrowed(clauses, show, set_),
        "is_filtered": bool(show or set_),
        "may_assign": may(user, "home.assign", action),
    }
    return render(request, "homes/homes.html", context)


@require_safe
def home_set(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """One set: its homes, by which words they are recognised, and the demands that they serve."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    lines = set_lines(action, code)
    context = {"campaign": action, "code": code, "name": SETS[code], "lines": lines, "sets": SETS.items()}
    return render(request, "homes/set.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Give a demand a home by hand."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "home.assign", action):
        raise Http404
    demand = demand_in(action, pk)
    form = AssignForm(request.POST or None, campaign=action)
    if form.run(assign_home, by=user, campaign=action, demand=demand):
        messages.success(request, "已指定落点。")
        return redirect("homes:homes", action.slug)
    context = {"campaign": action, "demand": demand, "form": form}
    return render(request, "homes/assign.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_back(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Take an assignment back."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    take_home_back(by=user, campaign=action, choice=choice_in(action, pk))
    messages.success(request, "已撤回指定的落点。")
    return redirect("homes:homes", action.slug)
