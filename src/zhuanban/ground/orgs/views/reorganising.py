"""Merging and splitting units: what is chosen, what will move, what is planned, what is taken back."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs import services
from zhuanban.ground.orgs.forms.reorganising import MergeForm, ReorganisationForm, SplitForm
from zhuanban.ground.orgs.models import Reorganisation, User
from zhuanban.ground.orgs.selectors import tree


def merge(request: HttpRequest) -> HttpResponse:
    """Several units become one."""
    user = cast(User, request.user)
    units = tree.units_to_reorganise(user)
    if not units.exists():
        raise Http404
    chosen = [key for key in request.GET.getlist("units") if key.isascii() and key.isdigit()]
    form = MergeForm(units, request.POST if request.method == "POST" else None, initial={"units": chosen})
    return _asked(request, user, form, Reorganisation.Kind.MERGE, "合并单位", {"kind_words": "合并"})


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit becomes several."""
    user = cast(User, request.user)
    unit = tree.unit_for(user, pk)
    if not may(user, "unit.reorganise", unit):
        raise Http404
    children = tree.children_of(unit)
    form = SplitForm(unit, children, request.POST if request.method == "POST" else None)
    return _asked(request, user, form, Reorganisation.Kind.SPLIT, f"拆分：{unit}", {"unit": unit, "kind_words": "拆分"})


def _asked(
    request: HttpRequest, user: User, form: ReorganisationForm, kind: str, heading: str, more: dict[str, Any]
) -> HttpResponse:
    """The form; then what will move; then, confirmed as it was shown, the deed."""
    context = {"form": form, "heading": heading, **more}
    if not form.is_bound or not form.is_valid():
        return render(request, "orgs/reorganise.html", context, status=422 if form.errors else 200)
    given = {"by": user, "district": tree.district_for(user), "kind": kind, "decision": form.decision(),
             "on": form.on()}  # fmt: skip
    checked = form.run_with(services.check_reorganisation, **given)
    if checked is None:
        return render(request, "orgs/reorganise.html", context, status=422)
    preview = Preview(f"orgs.{kind}", user.pk, checked.decided(form.on()), checked.effect())
    why = "" if request.POST.get("step") != "confirm" else preview.why_not(request.POST.get(FIELD, ""))
    if request.POST.get("step") == "confirm" and not why and (done := form.run_with(services.reorganise, **given)):
        is_done = done.state == Reorganisation.State.DONE
        messages.success(request, "已生效，未办结的工作正在转交。" if is_done else f"已定于{done.on}起生效。")
        return redirect("orgs:reorganisation", done.uid)
    form.offer_children(checked.names)
    context |= {
        "checked": checked, "weights": tree.weights_of(checked.old), "on": form.on(),
        "shares": tree.shares_of(checked.old[0], checked.parts, checked.children, checked.default),
        "is_future": tree.is_future(form.on()), "preview": preview, "why": why,
    }  # fmt: skip
    return render(request, "orgs/reorganise.html", context, status=409 if why else 422 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A merger or split: what was decided, what became of it."""
    user = cast(User, request.user)
    row = tree.reorganisation_for(user, uid)
    units = tree.told_of(row)
    context = {
        "row": row,
        "units": units,
        "weights": tree.weights_of(units.old) if row.state == Reorganisation.State.PLANNED else [],
        "may_withdraw": row.state == Reorganisation.State.PLANNED and may(user, "reorganisation.withdraw", row),
        "entries": timeline_of("unit", units.old[0].pk) if units.old else (),
    }
    return render(request, "orgs/reorganisation.html", context)


@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what was planned."""
    user = cast(User, request.user)
    row = tree.reorganisation_for(user, uid)
    try:
        services.withdraw_reorganisation(by=user, reorganisation=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "已撤回，不会生效。")
    return redirect("orgs:reorganisation", uid)
