"""Townships' workbooks: taken out with their open matters, sent back, compared cell by cell, merged."""

import io
import zipfile
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.journal.handing_out import handed_out, record_handing_out
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.workbooks.forms import ReturnForm
from zhuanban.work.workbooks.models import TownReturn
from zhuanban.work.workbooks.selectors.townbooks import (
    may_merge,
    may_undo,
    return_for,
    returns_for,
    township_to_take,
    townships_to_take,
)
from zhuanban.work.workbooks.services import returning
from zhuanban.work.workbooks.services.comparing import Comparison
from zhuanban.work.workbooks.services.townbooks import hand_out_book
from zhuanban.work.workbooks.services.writing import WORKBOOK

PAGE, SHOWN = 30, 300


def _action(request: HttpRequest, slug: str) -> tuple[User, Campaign]:
    """The reader and the action, for those who take out workbooks in it."""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    if not townships_to_take(user, action):
        raise Http404
    return user, action


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """The workbook to take, the one to send back, and what came back before."""
    user, action = _action(request, campaign)
    sent = request.FILES.get("content")
    form = ReturnForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if back := form.run(returning.take_back_book, by=user, campaign=action, name=sent.name if sent else ""):
        return redirect("workbooks:townbook", action.slug, back.uid)
    context = {
        "campaign": action,
        "form": form,
        "towns": list(townships_to_take(user, action)),
        "page": Paginator(returns_for(user, action), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "workbooks/townbooks.html", context, status=422 if form.errors else 200)


@require_safe
def take(request: HttpRequest, campaign: str) -> HttpResponse:
    """The workbook of one township (?township=), or those of all in one archive (?township=all)."""
    user, action = _action(request, campaign)
    said = request.GET.get("township", "")
    towns = list(townships_to_take(user, action))
    if said != "all":
        towns = [township_to_take(user, action, int(said) if said.isdecimal() and len(said) < 12 else 0)]
    made, why = [], ""
    for town in towns:
        try:
            made.append((town, *hand_out_book(by=user, campaign=action, township=town)))
        except Invalid as error:
            why = error.message
    if not made:
        messages.error(request, why if len(towns) == 1 else "各乡镇现在都没有在办事项。")
        return redirect("workbooks:townbooks", action.slug)
    count, of = sum(book.count for _, book, _ in made), ("unit", towns[0].pk if len(towns) == 1 else 0)
    entry = record_handing_out(
        by=user, what="乡镇工作簿", count=count, unit="件", of=of, campaign_id=action.pk, filters={"township": said}
    )
    files = [(f"{town.name}工作簿{clock.today():%Y%m%d}.xlsx", content) for town, _, content in made]
    if said != "all":
        return handed_out(entry, files[0][1], name=files[0][0], kind=WORKBOOK)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return handed_out(entry, out.getvalue(), name=f"乡镇工作簿{clock.today():%Y%m%d}.zip", kind="application/zip")


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """What a workbook that came back would change, and where a person has to choose; later what it changed."""
    user, action = _action(request, campaign)
    row = return_for(user, action, uid)
    context: dict[str, Any] = {
        "campaign": action, "row": row, "counts": row.counts, "may_undo": may_undo(user, row),
        "merges": may_merge(user, row), "most": SHOWN,
    }  # fmt: skip
    if row.state == row.State.COMPARED and context["merges"]:
        found = returning.compare_return(by=user, back=row)
        context |= {
            "found": found, "faults": found.faults[:SHOWN], "taken": found.taken[:SHOWN], "fixed": found.fixed[:SHOWN],
            "preview": _preview(user, row, found),
            "may_confirm": not found.faults and (found.taken or found.clashes or found.new),
        }  # fmt: skip
    return render(request, "workbooks/townbook.html", context)


def _preview(user: User, row: TownReturn, found: Comparison) -> Preview:
    return Preview("workbooks.townbook", user.pk, str(row.uid), found.fingerprint)


@require_POST
def merge(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Merge what was shown, with the cells chosen for the sheet."""
    user, action = _action(request, campaign)
    row = return_for(user, action, uid)
    if not may_merge(user, row):
        raise Refused
    chosen = [name.removeprefix("cell-") for name, said in request.POST.items()
              if name.startswith("cell-") and said == "sheet"]  # fmt: skip
    try:
        found = returning.compare_return(by=user, back=row)
        if why := _preview(user, row, found).why_not(request.POST.get(FIELD, "")):
            raise Invalid(why)
        row = returning.merge_return(by=user, back=row, chosen=chosen, seen=found.fingerprint)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        said = row.counts
        messages.success(request, f"已合并：更正 {said['matters']} 件 {said['cells']} 处，新登记 {said['new']} 件。")
    return redirect("workbooks:townbook", action.slug, uid)


@require_POST
def undo(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Take back what the workbook changed and registered."""
    user, action = _action(request, campaign)
    row = return_for(user, action, uid)
    try:
        kept = returning.undo_return(by=user, back=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        stays = f"，已有人再改或办理的保留：{'、'.join(kept[:20])}" if kept else ""
        messages.success(request, f"已撤销{stays}。")
    return redirect("workbooks:townbook", action.slug, uid)
