"""Workbooks in: the template, the upload, what the check found, the yes, the result, the way back."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.journal.handing_out import handed_out, record_handing_out
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.selectors.registering import may_register
from zhuanban.work.workbooks.forms import UploadForm
from zhuanban.work.workbooks.models import BookImport
from zhuanban.work.workbooks.selectors.filling import filling_of, kind_for
from zhuanban.work.workbooks.selectors.imports import found_in, import_for, imports_for, may_bring_in, may_undo
from zhuanban.work.workbooks.selectors.townbooks import takes_out
from zhuanban.work.workbooks.services import importing
from zhuanban.work.workbooks.services.marking import marked_copy
from zhuanban.work.workbooks.services.templates import empty_book
from zhuanban.work.workbooks.services.writing import WORKBOOK

PAGE = 30
SHOWN_FAULTS = 200


def _action(request: HttpRequest, slug: str) -> tuple[User, Campaign]:
    """The reader and the action, for those who may register in it."""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    if not may_register(user, action):
        raise Http404
    return user, action


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """The template to take, the workbook to send, and what came in before."""
    user, action = _action(request, campaign)
    sent = request.FILES.get("content")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, campaign=action)
    book = form.run(importing.upload_book, by=user, campaign=action, name=sent.name if sent else "")
    if book:
        return redirect("workbooks:import", action.slug, book.uid)
    kinds = [(kind.group, kind.code, kind.name) for kind in form.fields["kind"].queryset]  # type: ignore[attr-defined]
    context = {
        "campaign": action,
        "form": form,
        "kinds": kinds,
        "takes_out": takes_out(user, action),
        "wanted": request.GET.get("kind", ""),
        "page": Paginator(imports_for(user, action), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "workbooks/imports.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: HttpRequest, campaign: str) -> HttpResponse:
    """The empty workbook of a kind (?kind=); it holds units and clauses, so it leaves an entry too."""
    user, action = _action(request, campaign)
    kind = kind_for(action, request.GET.get("kind", ""))
    filling = filling_of(user, action, kind)
    entry = record_handing_out(
        by=user, what="登记模板", count=0, of=("kind", kind.pk), campaign_id=action.pk, filters={"kind": kind.code}
    )
    content = empty_book(action, kind, filling.version, filling.columns)
    return handed_out(entry, content, name=f"{kind.name}登记表.xlsx", kind=WORKBOOK)


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """What the check of a workbook found, what it brings in or brought."""
    user, action = _action(request, campaign)
    return _shown(request, user, action, import_for(user, action, uid))


def _shown(request: HttpRequest, user: User, action: Campaign, row: BookImport) -> HttpResponse:
    found = found_in(row)
    context: dict[str, Any] = {
        "campaign": action,
        "row": row,
        "counts": row.counts,
        "faults": found.faults[:SHOWN_FAULTS],
        "known": found.known[:SHOWN_FAULTS],
        "ignored": found.ignored,
        "towns": (row.counts.get("towns") or {}).items(),
        "is_waiting": row.state in (row.State.WAITING, row.State.CONFIRMED),
        "brings_in": may_bring_in(user, row),
        "may_confirm": row.state == row.State.CHECKED and row.counts.get("new") and may_bring_in(user, row),
        "may_undo": may_undo(user, row),
        "preview": preview_of(user, row),
    }
    return render(request, "workbooks/import.html", context)


def preview_of(user: User, row: BookImport) -> Preview:
    """What the page of a checked workbook asks a yes for."""
    return Preview("workbooks.import", user.pk, str(row.uid), row.counts)


@require_POST
def confirm(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Bring the checked workbook in, as it was shown."""
    user, action = _action(request, campaign)
    row = import_for(user, action, uid)
    if row.state == row.State.CHECKED and (why := preview_of(user, row).why_not(request.POST.get(FIELD, ""))):
        messages.error(request, why)
        return redirect("workbooks:import", action.slug, uid)
    try:
        row = importing.confirm_book(by=user, book=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        if row.state == row.State.DONE and row.batch:
            messages.success(request, f"已登记 {row.batch.count} 件，编号 {row.batch.first} 至 {row.batch.last}。")
        elif row.state != row.State.CONFIRMED:
            messages.error(request, "检查之后系统里的情况有了变化，什么也没有导入。请看下面新的检查结果。")
    return redirect("workbooks:import", action.slug, uid)


@require_POST
def undo(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Take back what the workbook brought in."""
    user, action = _action(request, campaign)
    row = import_for(user, action, uid)
    try:
        done = importing.undo_book(by=user, book=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        kept = f"，{len(done.kept)} 件已有人办理，保留：{'、'.join(done.kept[:20])}" if done.kept else ""
        messages.success(request, f"已撤销，作废 {done.count} 件{kept}。")
    return redirect("workbooks:import", action.slug, uid)


@require_safe
def marked(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """A copy of the sheet with the faults marked."""
    user, action = _action(request, campaign)
    row = import_for(user, action, uid)
    if row.state != row.State.FAULTY or not may_bring_in(user, row):
        raise Http404
    columns = filling_of(user, action, row.kind).columns if row.kind else []
    faults = found_in(row).faults
    copy = marked_copy(
        importing.content_of(row), row.file_name, faults, [column.heading for column in columns] or ["地点", "事项"]
    )
    entry = record_handing_out(
        by=user, what="标出问题的表格", count=len(faults), unit="处", of=("book_import", row.pk), campaign_id=action.pk
    )
    stem = row.file_name.rpartition(".")[0] or row.file_name
    return handed_out(entry, copy, name=f"{stem}（标出问题）.xlsx", kind=WORKBOOK)
