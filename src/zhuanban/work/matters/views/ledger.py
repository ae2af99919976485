"""The ledger: the list with its figures, and the same list as a file."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.snapshots import snapshot
from zhuanban.ground.journal.handing_out import (
    CSV,
    XLSX,
    as_csv,
    as_xlsx,
    handed_out,
    plain_filters,
    record_handing_out,
)
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.forms.saved_views import plain_query
from zhuanban.work.matters.selectors.bulk import bulk_acts_for
from zhuanban.work.matters.selectors.chosen import SHOWING, VIEW_WORDS, VIEWS, Chosen
from zhuanban.work.matters.selectors.columns import COLUMNS, USUAL, Column, cells_shown, columns_chosen
from zhuanban.work.matters.selectors.lines import lines_of
from zhuanban.work.matters.selectors.lists import ListFigures, count_listed, list_figures, listed, owners_of
from zhuanban.work.matters.selectors.persons import carries
from zhuanban.work.matters.selectors.registering import may_register
from zhuanban.work.matters.selectors.saved_views import default_view_of, is_of_the_office
from zhuanban.work.matters.views.lines import drawn_lines

PAGE = 50
WHOLE = "事项台账"
# Views of planned work: there one registers what is to be done, not what was found.
PLANNED = frozenset({"task", "progress"})


@require_safe
def ledger(request: HttpRequest, campaign: str) -> HttpResponse:
    """The matters that the reader may see, filtered; the address holds the filter, the columns and the order."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not request.GET and (first := first_query(request, user, action)):
        return redirect(f"{request.path}?{first}")
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    columns = columns_of(form, chosen)
    with snapshot():  # the list, its length and its figures are of one moment
        figures = list_figures(user, action, chosen)
        page = page_of(user, action, chosen, figures, request.GET.get("page"))
        rows = shown_rows(user, action, chosen, columns, page)
    remember(request, session_key(action.slug), request.GET.urlencode())
    context = {
        "campaign": action,
        "form": form,
        "figures": figures,
        "page": page,
        "columns": columns,
        **rows,
        "views": VIEWS.items(),
        "view": chosen.view,
        "is_planned": chosen.view in PLANNED,
        "view_words": VIEW_WORDS.get(chosen.view, ""),
        "sort": chosen.sort,
        "heading": VIEWS.get(chosen.view, WHOLE),
        "is_filtered": any(getattr(chosen, name) for name in vars(Chosen()) if name not in SHOWING),
        "may_register": may_register(user, action),
        "mine": user.pk if carries(user) else None,
        "is_mine": chosen.person == user,
        "mine_query": mine_query(request, user),
        "may_share": is_of_the_office(user),
        "bulk_acts": bulk_acts_for(user).items(),
        **queries(request),
    }
    return render(request, "matters/ledger.html", context)


def mine_query(request: HttpRequest, user: User) -> str:
    """The list as it is, of what is in the reader's own hands."""
    own = request.GET.copy()
    for name in ("page", "all", "view", "cols"):
        own.pop(name, None)
    own["person"] = str(user.pk)
    return own.urlencode()


def first_query(request: HttpRequest, user: User, action: Campaign) -> str:
    """The filter of the person's default view, "" for none; asked once a session, as the ledger is opened often."""
    known = first_key(action.slug)
    if known not in request.session:
        view = default_view_of(user, action)
        request.session[known] = view.query if view else ""
    return str(request.session[known])


def first_key(slug: str) -> str:
    """Where a session keeps the filter of the default view."""
    return f"first-view:{slug}"


def columns_of(form: FilterForm, chosen: Chosen) -> list[Column]:
    """The columns that the address or the view asks for; none where the list is shown as usual."""
    return columns_chosen(chosen.view, form.cleaned_data.get("cols", ""), chosen.kind)


def shown_rows(
    user: User, action: Campaign, chosen: Chosen, columns: list[Column], page: "Page[int]"
) -> dict[str, Any]:
    """The rows of a page: with the cells of chosen columns, or as the list usually shows them."""
    if not page.paginator.count:
        return {}
    start = page.start_index() - 1
    if columns:
        matters = listed(user, action, chosen)[start : start + PAGE]
        return {"table": list(cells_shown(action, columns, matters))}
    lines = lines_of(user, action, chosen, start, start + PAGE)
    owners = owners_of(action) if chosen.view == "duty" else None
    return {"lines": drawn_lines(action.slug, lines, owners=owners, with_choice=bool(bulk_acts_for(user)))}


def page_of(user: User, action: Campaign, chosen: Chosen, figures: ListFigures, wanted: str | None) -> "Page[int]":
    """Which places of the list the page shows; its length is known from the figures."""
    places = range(count_listed(user, action, chosen, figures))
    return Paginator(places, PAGE).get_page(wanted)


def remember(request: HttpRequest, key: str, query: str) -> None:
    """Keep the filter; the session is written only where it changed."""
    if request.session.get(key) != query:
        request.session[key] = query


def session_key(slug: str) -> str:
    """Where the last filter of an action is kept, for the way back from a matter."""
    return f"ledger:{slug}"


def queries(request: HttpRequest) -> dict[str, str]:
    """The address's filter without the page; without view and columns; without the order; without what figures open."""
    whole = request.GET.copy()
    whole.pop("page", None)
    without = {
        "viewless_query": ("view", "cols", "all", "person"),
        "sortless_query": ("sort", "all"),
        "scope_query": ("state", "light", "rework"),
        "months_query": ("planned", "ended", "view", "all"),
        "town_query": ("township", "view", "all"),
    }
    found = {"query": whole.urlencode(), "kept_query": plain_query(request.GET)}
    for name, left_out in without.items():
        rest = whole.copy()
        for each in left_out:
            rest.pop(each, None)
        found[name] = rest.urlencode()
    return found


@require_safe
def export(request: HttpRequest, campaign: str) -> HttpResponse:
    """The same rows and columns as the list, all pages, as a CSV file or (?as=xlsx) as a workbook."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    matters, name = listed(user, action, chosen).rows, VIEWS.get(chosen.view, WHOLE)
    entry = record_handing_out(
        by=user, what=name, count=matters.order_by().count(), of=("campaign", action.pk), campaign_id=action.pk,
        filters=plain_filters(form),
    )  # fmt: skip
    columns = columns_of(form, chosen) or [COLUMNS[code] for code in USUAL]
    lines = cells_shown(action, columns, matters.iterator(chunk_size=1000))
    headings, stem = [column.name for column in columns], f"{name}-{clock.today():%Y%m%d}"
    if request.GET.get("as") == "xlsx":
        return handed_out(entry, as_xlsx(name, headings, lines, _cells), name=f"{stem}.xlsx", kind=XLSX)
    return handed_out(entry, as_csv(headings, lines, _cells), name=f"{stem}.csv", kind=CSV)


def _cells(line: tuple[object, list[str]]) -> Iterable[str]:
    return line[1]
