"""开通一批账号: from a unit or a table, checked as a whole, opened all or none, shown once on slips."""

import json
from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core.encryption import seal_text, unseal_text
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.orgs.models import District, User
from zhuanban.ground.orgs.rules.sheets import Fault
from zhuanban.ground.signin.forms import AccountTableForm, ChosenAccountsForm
from zhuanban.ground.signin.selectors import candidates_in, units_with_candidates
from zhuanban.ground.signin.services import (
    Wanted,
    account_table,
    check_accounts,
    open_accounts,
    read_accounts,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIPS = "signin.slips"


@require_http_methods(["GET", "HEAD", "POST"])
def open_many(request: HttpRequest) -> HttpResponse:
    """Choose, look, confirm."""
    user = cast(User, request.user)
    district = _district(user)
    unit = request.GET.get("unit", "")
    table = AccountTableForm(*((request.POST, request.FILES) if "content" in request.FILES else ()))
    context = {
        "units": units_with_candidates(user), "unit": unit, "people": candidates_in(user, unit), "table": table,
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "signin/open_many.html", context)
    wanted, faults, error = _asked(request, user, district, table)
    if not error:
        try:
            faults = faults or check_accounts(by=user, wanted=wanted)
        except Invalid as invalid:
            error = invalid.message
    if error or faults:
        return render(request, "signin/open_many.html", {**context, "error": error, "faults": faults}, status=422)
    return _confirmed(request, user, wanted)


def _asked(
    request: HttpRequest, user: User, district: District, table: AccountTableForm
) -> tuple[list[Wanted], list[Fault], str]:
    """The lines of the table or of the list; the faults of its cells; why it cannot be read at all."""
    if table.is_bound:
        name = getattr(request.FILES["content"], "name", "") or ""
        read = table.run(read_accounts, by=user, district=district, name=name)
        return (*read, "") if read else ([], [], _told(table))
    chosen = ChosenAccountsForm(request.POST, people=candidates_in(user, "", request.POST.getlist("person")))
    if not chosen.is_valid():
        return [], [], _told(chosen)
    return [Wanted(*line) for line in chosen.lines()], [], ""


def _told(form: ServiceForm) -> str:
    """What is wrong with a form, in one go."""
    return "".join(str(words) for found in form.errors.values() for words in found)


def _confirmed(request: HttpRequest, user: User, wanted: Sequence[Wanted]) -> HttpResponse:
    """The preview; or, where it is confirmed as it was shown, the slips."""
    preview = Preview("signin.open_many", user.pk, [(line.person.pk, line.username) for line in wanted])
    why = ""
    if request.POST.get("step") == "confirm":
        why = preview.why_not(request.POST.get(FIELD, ""))
        if not why:
            try:
                return _to_slips(request, user, open_accounts(by=user, wanted=wanted))
            except Invalid as error:
                why = error.message
    context = {"wanted": wanted, "preview": preview, "why": why}
    return render(request, "signin/open_many_checked.html", context, status=409 if why else 200)


def _to_slips(request: HttpRequest, user: User, opened: Sequence[tuple[User, str]]) -> HttpResponse:
    kept = json.dumps([[account.name, account.username, password] for account, password in opened])
    request.session[SLIPS] = seal_text(kept, f"{SLIPS}:{user.pk}")
    messages.success(request, f"已开通 {len(opened)} 个账号。")
    return redirect("signin:slips")


@never_cache
@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """The first passwords, one slip a person to cut out; once, they are gone from here as soon as they are shown."""
    user = cast(User, request.user)
    _district(user)
    sealed = request.session.pop(SLIPS, "")
    if not sealed:
        return redirect("signin:accounts")
    shown = json.loads(unseal_text(sealed, f"{SLIPS}:{user.pk}"))
    address = request.build_absolute_uri("/")
    return render(request, "signin/slips.html", {"slips": shown, "address": address})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty table."""
    _district(cast(User, request.user))
    response = HttpResponse(account_table(), content_type=WORKBOOK)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="开通账号.xlsx") or ""
    return response


def _district(user: User) -> District:
    district = user.district
    if district is None or not may(user, "account.open_many", district):
        raise Http404
    return district
