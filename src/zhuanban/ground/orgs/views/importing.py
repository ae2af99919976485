"""Units and people from a table: the template, the check, bringing it in, taking it back."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.orgs.forms.importing import UploadForm
from zhuanban.ground.orgs.models import District, UnitImport, User
from zhuanban.ground.orgs.selectors import imports, tree
from zhuanban.ground.orgs.services import importing

PAGE = 30
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listing(request: HttpRequest) -> HttpResponse:
    """The upload, what is wrong with it, and what came in before."""
    user = cast(User, request.user)
    district = _district(user)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    sent = request.FILES.get("content")
    checked = form.run(importing.check_table, by=user, district=district, name=sent.name if sent else "")
    if checked and checked.waiting:
        return redirect("orgs:import", checked.waiting.uid)
    faults = checked.faults if checked else []
    context = {
        "form": form,
        "faults": faults,
        "page": Paginator(imports.imports_for(user), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "orgs/imports.html", context, status=422 if form.errors or faults else 200)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty table."""
    _district(cast(User, request.user))
    response = HttpResponse(importing.empty_table(), content_type=WORKBOOK)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="单位和人员.xlsx") or ""
    return response


@require_safe
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a table brings in, or brought."""
    user = cast(User, request.user)
    row = imports.import_for(user, uid)
    context = {"row": row, "counts": row.counts, "is_last": imports.is_last(row), "preview": _shown(user, row)}
    return render(request, "orgs/import.html", context)


@require_POST
def bring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring the checked table in, as it was shown."""
    user = cast(User, request.user)
    row = imports.import_for(user, uid)
    said = request.POST.get(FIELD, "")
    if row.state == row.State.CHECKED and (why := _shown(user, row).why_not(said)):
        messages.error(request, why)
        return redirect("orgs:import", uid)
    try:
        row = importing.bring_in(by=user, waiting=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        if row.state == row.State.DONE:
            messages.success(request, "已导入。")
        else:
            messages.error(request, _shown(user, row).why_not(said))
    return redirect("orgs:import", uid)


@require_POST
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the last import back."""
    user = cast(User, request.user)
    row = imports.import_for(user, uid)
    try:
        importing.take_back_import(by=user, done=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "已撤销这次导入。")
    return redirect("orgs:import", uid)


def _shown(user: User, row: UnitImport) -> Preview:
    """What the page of a checked table asks a yes for."""
    return Preview("orgs.import", user.pk, str(row.uid), row.counts)


def _district(user: User) -> District:
    district = tree.district_for(user)
    if not may(user, "unit.import", district):
        raise Http404
    return district
