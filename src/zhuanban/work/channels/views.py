"""Pages of 12345 and 数字城管: the files that came, their rows, the reply sheet."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.handing_out import handed_out
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.channels.forms import ClassesForm, ExportFileForm, LayoutForm, RowsForm
from zhuanban.work.channels.selectors.classes import classes_of
from zhuanban.work.channels.selectors.files import (
    counted_classes,
    file_for,
    files_for,
    layout_in,
    meanings_of,
    rows_of,
)
from zhuanban.work.channels.services.classes import keep_classes
from zhuanban.work.channels.services.receive import keep_layout, receive_export, upload_export
from zhuanban.work.channels.services.reply import WORKBOOK, reply_sheet
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.kinds import kinds_of

READ_WRITE = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 30


@READ_WRITE
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """The files that came, and the upload of a further one."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "channel.bring_in", action):
        raise Http404
    form = ExportFileForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), kinds=kinds_of(action, Profile.CASE)
    )
    sent = request.FILES.get("content")
    if taken := form.run(upload_export, by=user, campaign=action, name=sent.name if sent and sent.name else ""):
        if taken.state == taken.State.DONE:
            messages.info(request, "这个文件以前接收过，没有重复登记。")
        return redirect("channels:file", campaign, taken.uid)
    page = Paginator(files_for(user, action), PAGE).get_page(request.GET.get("page"))
    context = {"campaign": action, "form": form, "page": page}
    return render(request, "channels/files.html", context, status=422 if form.is_bound else 200)


@READ_WRITE
def file(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The rows of a file against what is here, and bringing them in."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = file_for(user, action, uid)
    if row.state == row.State.EMPTIED:
        return render(request, "channels/emptied.html", {"campaign": action, "row": row})
    rows = rows_of(user, row)
    form = RowsForm(
        request.POST if request.method == "POST" else None, rows=rows, towns=list(townships_of(action.district_id))
    )
    if form.run(receive_export, by=user, file=row):
        messages.success(request, "已接收。")
        return redirect("channels:file", campaign, uid)
    context = {
        "campaign": action, "row": row, "rows": rows, "form": form, "fields": form.shown(),
        "fresh": sum(not each.case for each in rows), "changed": sum(each.is_changed for each in rows),
        "asked": sorted({each.report_class for each in rows if each.has_open_class and not each.case}),
        "has_classes": any(each.report_class for each in rows),
    }  # fmt: skip
    return render(request, "channels/file.html", context, status=422 if form.is_bound else 200)


@READ_WRITE
def layout(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """What the columns of the file mean."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = file_for(user, action, uid)
    if row.state == row.State.EMPTIED:
        return redirect("channels:file", campaign, uid)
    found = layout_in(row)
    meant = meanings_of(action, row.system, found.headings)
    form = LayoutForm(request.POST if request.method == "POST" else None, headings=found.headings, meant=meant)
    if form.run(keep_layout, by=user, file=row):
        messages.success(request, "列对应已保存，同样列名的文件以后都这样读。")
        return redirect("channels:file", campaign, uid)
    shown = [(form[f"column-{place}"], found.samples[name]) for place, name in enumerate(found.headings)]
    context = {"campaign": action, "row": row, "form": form, "shown": shown}
    return render(request, "channels/layout.html", context, status=422 if form.is_bound else 200)


@READ_WRITE
def classes(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Which kind each class of reports in the file becomes."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = file_for(user, action, uid)
    if row.state == row.State.EMPTIED:
        return redirect("channels:file", campaign, uid)
    found = classes_of(row, counted_classes(rows_of(user, row)))
    form = ClassesForm(
        request.POST if request.method == "POST" else None, classes=found, kinds=kinds_of(action, Profile.CASE)
    )
    if form.run(keep_classes, by=user, file=row):
        messages.success(request, f"类别对应已保存，{row.get_system_display()}以后的来件都这样登记。")
        return redirect("channels:file", campaign, uid)
    context = {"campaign": action, "row": row, "form": form}
    return render(request, "channels/classes.html", context, status=422 if form.is_bound else 200)


@require_safe
def reply(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The reply sheet as a file."""
    user = cast(User, request.user)
    row = file_for(user, campaign_for(user, campaign), uid)
    if row.state == row.State.EMPTIED:
        return redirect("channels:file", campaign, uid)
    content, entry = reply_sheet(by=user, file=row)
    return handed_out(entry, content, name=f"回复-{row.file_name.rpartition('.')[0]}.xlsx", kind=WORKBOOK)
