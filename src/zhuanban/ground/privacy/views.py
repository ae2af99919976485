"""One's own information, how to reach people, who saw what, how long things are kept."""

import io
import json
import zipfile
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.personal import Section, sections_about
from zhuanban.ground.core.personal_fields import Masked
from zhuanban.ground.journal.events import plain
from zhuanban.ground.journal.handing_out import handed_out
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import posts_of
from zhuanban.ground.orgs.services import set_phone
from zhuanban.ground.privacy import selectors
from zhuanban.ground.privacy.forms import CopyForm, HoldForm, PhoneForm, ReasonForm
from zhuanban.ground.privacy.rules.revealing import SHOWN_SECONDS
from zhuanban.ground.privacy.services import (
    Copy,
    begin_hold,
    copy_for_other,
    end_hold,
    own_copy,
    purge_plan,
    reveal_field,
)

PAGE = 50
PHONE = "orgs.person.phone"


def mine(request: HttpRequest) -> HttpResponse:
    """What is held on me, my phone, my copy, and whom to ask."""
    user = cast(User, request.user)
    form = PhoneForm(request.POST or None)
    if user.person and form.run(set_phone, by=user, person=user.person):
        messages.success(request, "工作电话已保存。")
        return redirect("privacy:mine")
    context = {
        "form": form if user.person else None,
        "person": user.person,
        "sections": sections_about(user),
        "ask": selectors.whom_to_ask(user),
    }
    return render(request, "privacy/mine.html", context, status=422 if form.errors else 200)


@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Download my copy."""
    return packed(own_copy(by=cast(User, request.user)))


def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How to reach a person of the district; the phone is masked until somebody says why he needs it."""
    user = cast(User, request.user)
    found = selectors.person_for(user, uid)
    may_enter = may(user, "person.contact", found)
    form = PhoneForm(request.POST or None)
    if form.run(set_phone, by=user, person=found):
        messages.success(request, "工作电话已保存。")
        return redirect("privacy:person", uid)
    context = {
        "person": found,
        "posts": list(posts_of(found)),
        "form": form if may_enter else None,
        "may_reveal": selectors.may_reveal(user, PHONE, found),
    }
    return render(request, "privacy/person.html", context, status=422 if form.errors else 200)


def reveal(request: HttpRequest, column: str, pk: int) -> HttpResponse:
    """Ask why, then show the value for a minute: within the page where there is htmx, else on a page of its own."""
    user = cast(User, request.user)
    declared, row = selectors.revealable(user, column, pk)
    form = ReasonForm(request.POST or None)
    value = form.run(reveal_field, by=user, column=declared, row=row)
    context = {
        "column": declared, "pk": pk, "form": form, "value": value, "seconds": SHOWN_SECONDS,
        "mask": declared.value_in(row),
    }  # fmt: skip
    if request.headers.get("HX-Request") == "true":
        return render(request, "privacy/_revealed.html" if value else "privacy/_reveal.html", context)
    response = render(request, "privacy/reveal.html", context, status=422 if form.errors else 200)
    if value:
        response.headers["Refresh"] = str(SHOWN_SECONDS)  # by a GET, so that the page asks anew
    return response


@require_safe
def masked(request: HttpRequest, column: str, pk: int) -> HttpResponse:
    """The masked value again, once the minute is over."""
    declared, row = selectors.revealable(cast(User, request.user), column, pk)
    context = {"column": declared.key, "pk": pk, "mask": declared.value_in(row), "may_reveal": True}
    return render(request, "privacy/_masked.html", context)


@require_safe
def reveals(request: HttpRequest) -> HttpResponse:
    """Who saw what in full, when; why, for the auditor."""
    user = cast(User, request.user)
    page = Paginator(selectors.reveals_in(user), PAGE).get_page(request.GET.get("page"))
    lines = selectors.reveal_lines(user, page.object_list)
    context = {"page": page, "lines": lines, "with_reasons": any(line.reason is not None for line in lines)}
    return render(request, "privacy/reveals.html", context)


def retention(request: HttpRequest) -> HttpResponse:
    """The rules, what would go tonight, and what is held."""
    user = cast(User, request.user)
    holds = list(selectors.holds_in(user))
    form = HoldForm(request.POST or None, people=selectors.people_in(user))
    may_hold = may(user, "hold.begin", user.district) if user.district else False
    if form.run(begin_hold, by=user, district=user.district):
        messages.success(request, "已暂停删除。")
        return redirect("privacy:retention")
    context = {"plan": purge_plan(), "holds": holds, "form": form if may_hold else None}
    return render(request, "privacy/retention.html", context, status=422 if form.errors else 200)


@require_POST
def hold_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a hold."""
    user = cast(User, request.user)
    end_hold(by=user, hold=selectors.hold_for(user, pk))
    messages.success(request, "已恢复按期删除。")
    return redirect("privacy:retention")


def copies(request: HttpRequest) -> HttpResponse:
    """Somebody's copy, on request."""
    user = cast(User, request.user)
    accounts = selectors.accounts_to_copy(user)
    if not accounts.exists():
        raise Http404
    form = CopyForm(request.POST or None, accounts=accounts, initial={"account": request.GET.get("account")})
    if taken := form.run(copy_for_other, by=user):
        return packed(taken)
    return render(request, "privacy/copies.html", {"form": form}, status=422 if form.errors else 200)


def in_full(section: Section) -> Section:
    """The section with what is masked written out: the copy is for whom it is about."""
    rows = [[cell.in_full() if isinstance(cell, Masked) else cell for cell in row] for row in section.rows]
    return replace(section, rows=rows)


def packed(taken: Copy) -> HttpResponse:
    """A zip with the copy to read and to be read by programs."""
    made_at, user = clock.now(), taken.account
    sections = [in_full(section) for section in taken.sections]
    page = render_to_string("privacy/copy.html", {"account": user, "sections": sections, "made_at": made_at})
    data = {
        "account": user.username, "made_at": made_at.isoformat(),
        "sections": [
            {"title": part.title, "note": part.note,
             "rows": [dict(zip(part.headings, map(plain, row), strict=True)) for row in part.rows]}
            for part in sections
        ],
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("个人信息副本.html", page)
        archive.writestr("个人信息副本.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
    return handed_out(taken.entry, out.getvalue(), name=f"personal-copy-{user.pk}.zip", kind="application/zip")
