"""The ledger: the list with its figures, and the same list as a file."""

from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.journal.handing_out import CSV, as_csv, handed_out, plain_filters, record_handing_out
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.lists import (
    COLUMNS,
    VIEWS,
    Chosen,
    ListFigures,
    cells_of,
    count_listed,
    list_figures,
    listed,
    owners_of,
    rows_shown,
)
from zhuanban.work.matters.selectors.registering import may_register

PAGE = 50


@require_safe
def ledger(request: HttpRequest, campaign: str) -> HttpResponse:
    """The matters that the reader may see, filtered; the address holds the filter."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    figures = list_figures(user, action, chosen)
    page = page_of(user, action, chosen, figures, request.GET.get("page"))
    owners = owners_of(action) if chosen.view == "duty" else {}
    request.session[session_key(action.slug)] = request.GET.urlencode()
    context = {
        "campaign": action,
        "form": form,
        "figures": figures,
        "page": page,
        "rows": list(rows_shown(page.object_list, owners)),
        "views": VIEWS.items(),
        "view": chosen.view,
        "heading": VIEWS.get(chosen.view, "事项台账"),
        "is_filtered": any(getattr(chosen, name) for name in vars(Chosen()) if name not in {"view", "sort"}),
        "may_register": may_register(user, action),
        **queries(request),
    }
    return render(request, "matters/ledger.html", context)


def page_of(user: User, action: Campaign, chosen: Chosen, figures: ListFigures, wanted: str | None) -> "Page[Matter]":
    """A page of the list, whose length is known from the figures."""
    rows = cast("QuerySet[Matter]", listed(user, action, chosen))  # sliced, which is all that is asked
    paginator = Paginator(rows, PAGE)
    paginator.__dict__["count"] = count_listed(user, action, chosen, figures)
    return paginator.get_page(wanted)


def session_key(slug: str) -> str:
    """Where the last filter of an action is kept, for the way back from a matter."""
    return f"ledger:{slug}"


def queries(request: HttpRequest) -> dict[str, str]:
    """The address's filter without the page, without the view, and without what the figures open."""
    whole = request.GET.copy()
    whole.pop("page", None)
    viewless, scope = whole.copy(), whole.copy()
    viewless.pop("view", None)
    for name in ("state", "light", "rework"):
        scope.pop(name, None)
    return {
        "query": whole.urlencode(),
        "viewless_query": viewless.urlencode(),
        "scope_query": scope.urlencode(),
    }


@require_safe
def export(request: HttpRequest, campaign: str) -> HttpResponse:
    """The same rows as the list, all pages, as a CSV file that spreadsheet programs open as UTF-8."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    matters, name = listed(user, action, chosen).rows, VIEWS.get(chosen.view, "事项台账")
    entry = record_handing_out(
        by=user, what=name, count=matters.order_by().count(), of=("campaign", action.pk), campaign_id=action.pk,
        filters=plain_filters(form),
    )  # fmt: skip
    rows = rows_shown(matters.iterator(chunk_size=1000), owners_of(action))
    return handed_out(entry, as_csv(COLUMNS, rows, cells_of), name=f"{name}-{clock.today():%Y%m%d}.csv", kind=CSV)
