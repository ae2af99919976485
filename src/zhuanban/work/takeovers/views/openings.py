"""Pages of the opening states: the matrix with its holes, entry by clause, by township, and of one cell."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for, standings_of
from zhuanban.work.takeovers.forms.openings import OpeningsForm, Place, first_basis
from zhuanban.work.takeovers.selectors.openings import (
    matrix_of,
    stateable_townships,
    task_for,
    versions_of,
)
from zhuanban.work.takeovers.services.openings import state_openings

READ_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def page(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every task with its state in every township; ?show=holes keeps the rows in which something is missing."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matrix = matrix_of(action)
    show = request.GET.get("show", "")
    rows = [row for row in matrix.rows if show != "holes" or any(cell.is_hole for cell in row.cells)]
    context = {
        "campaign": action,
        "matrix": matrix,
        "rows": rows,
        "show": show,
        "standings": standings_of(action),
        "brings_in": may(user, "takeover.bring_in", action),
        "writable": set(stateable_townships(user, action).values_list("pk", flat=True)) if action.taken_over_on else (),
    }
    return render(request, "takeovers/openings.html", context)


@READ_WRITE
def by_clause(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """One clause in every township for which the person may speak."""
    user, action, towns = _writer(request, campaign)
    clause = task_for(action, pk)
    row = next(row for row in matrix_of(action).rows if row.clause.pk == pk)
    places = [
        Place(clause, cell.township, cell.township.name, known=cell.opening)
        for cell in row.cells
        if cell.has_duty and cell.township.pk in towns
    ]
    heading = standings_of(action)[pk].words
    return _entry(request, user, action, places, {"heading": heading, "first": "乡镇（街道）"})


@READ_WRITE
def by_township(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """All tasks of one township."""
    user, action, towns = _writer(request, campaign)
    town = towns.get(pk)
    if town is None:
        raise Http404
    standings = standings_of(action)
    places = [
        Place(row.clause, town, standings[row.clause.pk].words, standings[row.clause.pk].under, cell.opening)
        for row in matrix_of(action).rows
        for cell in row.cells
        if cell.has_duty and cell.township.pk == pk
    ]
    return _entry(request, user, action, places, {"heading": town.name, "first": "任务条款"})


@READ_WRITE
def cell(request: HttpRequest, campaign: str, pk: int, town: int) -> HttpResponse:
    """One cell with every version; who may, writes a further one."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    clause = task_for(action, pk)
    found = next((row for row in matrix_of(action).rows if row.clause.pk == pk), None)
    shown = next((each for each in found.cells if each.township.pk == town and each.has_duty), None) if found else None
    if shown is None:
        raise Http404
    may_write = action.taken_over_on and stateable_townships(user, action).filter(pk=town).exists()
    if request.method == "POST" and not may_write:
        raise Http404
    place = Place(clause, shown.township, shown.township.name, known=shown.opening)
    form = OpeningsForm(
        request.POST if request.method == "POST" else None, places=[place], always=True,
        initial=first_basis(action.taken_over_on, shown.opening),
    )  # fmt: skip
    if form.run(state_openings, by=user, campaign=action):
        messages.success(request, "已登记，原来的一版保留在下面。" if shown.opening else "已登记。")
        return redirect("takeovers:cell", campaign, pk, town)
    context = {
        "campaign": action, "clause": clause, "standing": standings_of(action)[pk], "cell": shown,
        "versions": versions_of(user, action, clause, shown.township), "form": form if may_write else None,
    }  # fmt: skip
    return render(request, "takeovers/cell.html", context, status=422 if form.is_bound else 200)


def _writer(request: HttpRequest, campaign: str) -> tuple[User, Campaign, dict[int, Unit]]:
    """Who writes in which action for which townships; 404 for who may write nothing."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    towns = {town.pk: town for town in stateable_townships(user, action)}
    if not towns:
        raise Http404
    return user, action, towns


def _entry(
    request: HttpRequest, user: User, action: Campaign, places: list[Place], page: dict[str, Any]
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = OpeningsForm(data, places=places, initial=first_basis(action.taken_over_on))
    if saved := form.run(state_openings, by=user, campaign=action):
        messages.success(request, f"已登记 {len(saved)} 项起点。")
        return redirect("takeovers:openings", action.slug)
    context = {"campaign": action, "form": form, **page}
    return render(request, "takeovers/entry.html", context, status=422 if form.is_bound else 200)
