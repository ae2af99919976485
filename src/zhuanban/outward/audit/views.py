"""The journal: the list with its filter, the same as a file, and the verification of the seals."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.journal.handing_out import CSV, as_csv, handed_out, plain_filters, record_handing_out
from zhuanban.ground.orgs.models import User
from zhuanban.outward.audit import selectors, services
from zhuanban.outward.audit.forms import FilterForm
from zhuanban.outward.audit.selectors import LONGEST_CURSOR, Line

COLUMNS = ("序号", "时间", "办理人", "代何人办理", "事件", "一句话", "对象", "对象编号", "模拟", "条目编号")


def _reader(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not selectors.is_open_to(user):
        raise Http404
    return user


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """A page of the journal, newest first."""
    user = _reader(request)
    form = FilterForm(request.GET, user=user)
    entries = selectors.entries_for(user, form.chosen())
    query = request.GET.copy()
    after = query.pop("after", [""])[-1]
    page = selectors.page_of(entries, int(after) if after.isdecimal() and len(after) <= LONGEST_CURSOR else None)
    context = {
        "form": form, "page": page, "count": selectors.count_of(entries), "query": query.urlencode(),
        "is_first": not after, "may_verify": selectors.may_verify(user),
        "revealable": selectors.revealable_in(user, page), **_seals(user),
    }  # fmt: skip
    return render(request, "audit/journal.html", context)


def _seals(user: User) -> dict[str, object]:
    if not selectors.may_verify(user):
        return {}
    health = selectors.health()
    return {"health": health, "percent": selectors.percent_of(health.running) if health.running else None}


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The state of the seals by itself: fetched again while a verification runs."""
    user = _reader(request)
    if not selectors.may_verify(user):
        raise Http404
    return render(request, "audit/_seals.html", _seals(user))


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Have the whole journal verified by the worker."""
    services.verify_journal(by=_reader(request))
    return redirect("audit:journal")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All that the filter leaves, as a file that spreadsheet programs open."""
    user = _reader(request)
    form = FilterForm(request.GET, user=user)
    entries = selectors.entries_up_to_now(user, form.chosen())
    entry = record_handing_out(
        by=user, what="日志清单", count=entries.order_by().count(), of=("district", user.district_id or 0),
        filters=plain_filters(form),
    )  # fmt: skip
    lines = as_csv(COLUMNS, selectors.all_lines(entries), _cells)
    return handed_out(entry, lines, name=f"日志-{clock.today():%Y%m%d}.csv", kind=CSV)


def _cells(line: Line) -> tuple[str, ...]:
    entry = line.entry
    return (
        str(line.position or ("拒封" if line.is_refused else "待封存")),
        f"{entry.at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M:%S}",
        line.who,
        line.for_whom,
        entry.event,
        entry.sentence,
        entry.subject_kind,
        str(entry.subject_id),
        "是" if entry.is_simulated else "",
        str(entry.pk),
    )
