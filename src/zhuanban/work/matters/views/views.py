"""Ledgers by what they are about, the views that people keep, and the choice of columns."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.forms.saved_views import RenameViewForm, SaveViewForm, columns_asked, plain_query
from zhuanban.work.matters.selectors.catalogue import DIMENSIONS, FIGURES, divisions
from zhuanban.work.matters.selectors.chosen import VIEW_WORDS, VIEWS
from zhuanban.work.matters.selectors.columns import COLUMNS, USUAL, columns_chosen, own_columns
from zhuanban.work.matters.selectors.saved_views import (
    default_view_of,
    may_share_views,
    view_for,
    views_kept,
    views_removed,
    views_to_change,
)
from zhuanban.work.matters.services import keep_views as services
from zhuanban.work.matters.views.ledger import first_key


@require_safe
def catalogue(request: HttpRequest, campaign: str) -> HttpResponse:
    """All ledgers of the action: the views of the product, those that were kept, and one for each of what they hold."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    return _catalogue(request, action, None)


def _catalogue(request: HttpRequest, action: Campaign, failed: SaveViewForm | RenameViewForm | None) -> HttpResponse:
    user = cast(User, request.user)
    by = request.GET.get("by", "")
    by = by if by in DIMENSIONS else "township"
    views = list(views_kept(user, action))
    rows, whole = divisions(user, action, by)
    first = default_view_of(user, action)
    context = {
        "campaign": action,
        "lists": [(code, name, VIEW_WORDS[code]) for code, name in VIEWS.items()],
        "kept": views,
        "removed": views_removed(user, action),
        "changeable": views_to_change(user, views),
        "may_share": may_share_views(user, action),
        "first_pk": first.pk if first else 0,
        "by": by,
        "dimensions": [(code, dimension.words) for code, dimension in DIMENSIONS.items()],
        "measures": FIGURES.values(),
        "divisions": rows,
        "whole": whole,
        "failed": failed,
    }
    return render(request, "matters/views.html", context, status=422 if failed else 200)


@require_safe
def columns(request: HttpRequest, campaign: str) -> HttpResponse:
    """Choose columns and their order for the list in the address; the same page keeps the list as a view."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    known = [*COLUMNS.values(), *(own_columns(chosen.kind) if chosen.kind else [])]
    query = request.GET.copy()
    if "cols_go" in query:
        asked = columns_asked(query, known)
        for name in [name for name in query if name in {"col", "cols_go"} or name.startswith("at-")]:
            query.pop(name)
        query["cols"] = asked
        return redirect(f"{reverse('matters:ledger', args=[action.slug])}?{plain_query(query)}")
    shown = columns_chosen(chosen.view, form.cleaned_data.get("cols", ""), chosen.kind)
    places = {column.code: place for place, column in enumerate(shown or [COLUMNS[code] for code in USUAL], 1)}
    known.sort(key=lambda column: places.get(column.code, 999))
    context = {
        "campaign": action,
        "query": plain_query(query),
        "hidden": [(name, value) for name, value in query.items() if value and name not in {"cols", "page"}],
        "known": [(column, places.get(column.code, "")) for column in known],
        "words": form.words(),
        "name": VIEWS.get(chosen.view, "事项台账"),
        "has_kind": bool(chosen.kind),
    }
    return render(request, "matters/columns.html", context)


@require_POST
def save(request: HttpRequest, campaign: str) -> HttpResponse:
    """Keep the list that the page shows under a name."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = SaveViewForm(request.POST, may_share=may_share_views(user, action))
    if view := form.run(services.save_view, by=user, campaign=action):
        messages.success(request, f"已保存视图“{view.title}”。")
        return redirect("matters:saved_view", action.slug, view.uid)
    return _catalogue(request, action, form)


@require_safe
def saved(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The address of a view: leads to the list as it is kept."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    view = view_for(user, action, uid)
    if view.removed_at:
        messages.info(request, f"视图“{view.title}”已经删除。")
        return redirect("matters:views", action.slug)
    return redirect(f"{reverse('matters:ledger', args=[action.slug])}?{view.query or 'all=1'}")


ACTS: dict[str, tuple[Any, str]] = {
    "share": (services.share_view, "已共享，本行动的人都能打开"),
    "unshare": (services.unshare_view, "已取消共享"),
    "remove": (services.remove_view, "已删除"),
    "restore": (services.restore_view, "已恢复"),
    "first": (services.open_first, "打开台账时先看这个视图"),
    "plain": (services.open_plain, "打开台账时先看全部事项"),
}


@require_POST
def change(request: HttpRequest, campaign: str, uid: UUID, what: str) -> HttpResponse:
    """Rename, share, remove, take back a view, or open it first."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    view = view_for(user, action, uid)
    if what == "rename":
        form = RenameViewForm(request.POST)
        if not form.run(services.rename_view, by=user, view=view):
            return _catalogue(request, action, form)
        messages.success(request, "已改名。")
    elif what in ACTS:
        service, words = ACTS[what]
        service(by=user, view=view)
        messages.success(request, f"“{view.title}”{words}。")
    else:
        raise Http404
    request.session.pop(first_key(action.slug), None)
    return redirect("matters:views", action.slug)
