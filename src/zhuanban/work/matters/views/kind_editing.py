"""Editing a kind: draft in a form or as text, checked; what would change, confirmed; or thrown away."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.kinds import KindForm, KindRows, NoteForm, YamlForm, as_yaml
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.rules.kind_changes import changes_between, next_field_code
from zhuanban.work.matters.rules.kind_faults import kind_faults
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.selectors.kind_pages import (
    clause_used,
    draft_faults,
    draft_of,
    kind_for,
    open_by_version,
    version_in_force,
    versions_in,
)
from zhuanban.work.matters.services.kind_editing import confirm_kind, draft_kind, drop_draft


def _editable(request: HttpRequest, campaign: str, code: str) -> tuple[User, Campaign, Kind]:
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "kind.edit", action):
        raise Http404
    return user, action, kind_for(action, code)


def _start(request: HttpRequest, action: Campaign, kind: Kind) -> tuple[dict[str, Any], Any]:
    """Where editing starts from: a version that is asked for, else the draft, else what is in force."""
    versions = {str(version.number): version.spec for version in versions_in(action, kind)}
    asked, draft = request.GET.get("from", ""), draft_of(action, kind)
    if asked:
        if asked not in versions:
            raise Http404
        return versions[asked], clause_used(action, kind)
    if draft:
        return draft.spec, draft.clause
    present = version_in_force(action, kind)
    if present is None:
        raise Http404
    return present.spec, clause_used(action, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """The kind in a form; saving keeps a draft and says what is wrong with it."""
    user, action, kind = _editable(request, campaign, code)
    raw, clause = _start(request, action, kind)
    data = request.POST or None
    form = KindForm(data, campaign=action, raw=raw, is_own=kind.district_id is not None, clause=clause)
    rows = KindRows(data, raw)
    if data is not None and form.is_valid() and rows.is_valid():
        spec = {**form.said(), **rows.said()}
        _give_codes(spec, action, kind)
        try:
            draft_kind(by=user, campaign=action, kind=kind, spec=spec, clause=form.cleaned_data.get("clause"))
        except Invalid as error:
            form.add_error(None, error.message)
        else:
            return redirect("matters:kind_edit", action.slug, code)
    draft = draft_of(action, kind)
    context = {
        "campaign": action,
        "kind": kind,
        "form": form,
        "rows": rows,
        "draft": draft,
        "faults": draft_faults(draft) if draft and not request.GET.get("from") else [],
        "is_old": bool(request.GET.get("from")),
    }
    return render(request, "matters/kind_edit.html", context, status=422 if data is not None else 200)


def _give_codes(spec: dict[str, Any], action: Campaign, kind: Kind) -> None:
    """New fields get codes that no field of the kind has had."""
    before = [version.spec for version in versions_in(action, kind)]
    taken = {field["code"] for field in spec["fields"]}
    for field in spec["fields"]:
        if not field["code"]:
            field["code"] = next_field_code(before, taken)
            taken.add(field["code"])


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """The same draft as text; only what has no fault is kept."""
    user, action, kind = _editable(request, campaign, code)
    raw, clause = _start(request, action, kind)
    form = YamlForm(request.POST or None, initial={"text": as_yaml(raw)})
    faults: list[str] = []
    if form.is_bound and form.is_valid():
        spec = form.cleaned_data["text"]
        faults = kind_faults(spec)
        if not faults:
            draft_kind(by=user, campaign=action, kind=kind, spec=spec, clause=clause)
            messages.success(request, "已存为草稿。")
            return redirect("matters:kind_edit", action.slug, code)
    context = {"campaign": action, "kind": kind, "form": form, "faults": faults}
    return render(request, "matters/kind_text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """What the draft changes, and how many matters stay with the version before; then yes."""
    user, action, kind = _editable(request, campaign, code)
    draft = draft_of(action, kind)
    if draft is None:
        messages.info(request, "没有待确认的草稿。")
        return redirect("matters:kind", action.slug, code)
    if draft_faults(draft):
        return redirect("matters:kind_edit", action.slug, code)
    present = version_in_force(action, kind)
    spec = kind_of(draft.spec)
    number = present.number if present else 0
    preview = Preview("matters.confirm_kind", user.pk, [kind.pk, draft.spec, draft.clause_id], number)
    form = NoteForm(request.POST or None)
    why = preview.why_not(request.POST.get(FIELD, "")) if form.is_bound else ""
    if not why and (made := form.run(confirm_kind, by=user, campaign=action, kind=kind)):
        messages.success(request, f"“{made.kind.name}”第 {made.number} 版已启用。")
        return redirect("matters:kind", action.slug, code)
    context = {
        "campaign": action,
        "kind": kind,
        "draft": draft,
        "changes": changes_between(kind_of(present.spec) if present else None, spec),
        "clause_before": clause_used(action, kind),
        "is_general": spec.is_general,
        "open_by_version": sorted(open_by_version(action, kind).items()),
        "preview": preview,
        "form": form,
        "why": why,
        "back": reverse("matters:kind_edit", args=[action.slug, code]),
    }
    return render(request, "matters/kind_confirm.html", context, status=409 if why else 422 if form.is_bound else 200)


@require_POST
def drop(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """Throw the draft away."""
    user, action, kind = _editable(request, campaign, code)
    try:
        drop_draft(by=user, campaign=action, kind=kind)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "草稿已撤销。")
    return redirect("matters:kinds", action.slug)
