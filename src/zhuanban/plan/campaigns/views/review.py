"""The review page: the machine's reading checked by a person (A12)."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import FactForm
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.rules.corrections import ADDED
from zhuanban.plan.campaigns.rules.facts import KINDS, fields_of
from zhuanban.plan.campaigns.selectors.plan import campaign_for, clauses_of
from zhuanban.plan.campaigns.selectors.review import Item, correction_for, item_for, item_id, review_of, unit_names
from zhuanban.plan.campaigns.services import correct_fact, undo_correction


@require_safe
def page(request: HttpRequest, campaign: str) -> HttpResponse:
    """The text on the left with every fact marked, the facts on the right."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    context = {
        "campaign": action,
        "review": review_of(action),
        "may_correct": action.state != "closed" and may(user, "campaign.correct", action),
    }
    return render(request, "campaigns/review.html", context)


def fact(request: HttpRequest, campaign: str) -> HttpResponse:
    """Correct, remove or add one fact: within the page where there is htmx, else on a page of its own."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    kind, anchor = request.GET.get("kind", ""), request.GET.get("anchor", "")
    item = _item(action, kind, anchor)
    form = _form(request, action, kind, anchor, item)
    given: dict[str, Any] = {"by": user, "campaign": action, "fact_kind": kind, "anchor": anchor}
    if "remove" in request.POST:
        given["value"] = None
    if done := form.run(correct_fact, **given):
        return _answer(request, action, kind, done.anchor)
    context = {
        "campaign": action, "kind": KINDS[kind], "item": item, "form": form, "units": unit_names(action),
        "address": _address(action, kind, anchor), "may_correct": True,
    }
    is_part = _is_htmx(request)
    template = "campaigns/_fact_form.html" if is_part else "campaigns/fact.html"
    return render(request, template, context, status=422 if form.is_bound and not is_part else 200)


@require_POST
def undo(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Take a correction back."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    correction = correction_for(action, pk)
    if correction is None:
        raise Http404
    undo_correction(by=user, correction=correction)
    return _answer(request, action, correction.fact_kind, correction.anchor)


def _item(action: Campaign, kind: str, anchor: str) -> Item | None:
    item = item_for(action, kind, anchor) if kind in KINDS else None
    is_new = anchor == ADDED and kind in KINDS and KINDS[kind].may_add
    if item is None and not is_new:
        raise Http404
    return item


def _form(request: HttpRequest, action: Campaign, kind: str, anchor: str, item: Item | None) -> FactForm:
    fields = fields_of(kind, anchor)
    clauses = []
    if any(field.sort == "clause" for field in fields):
        texts = [(clause.key, clause.current) for clause in clauses_of(action)]
        clauses = [(key, f"{text.marker}{text.title}"[:40]) for key, text in texts if text]
    values = item.fact.values if item else {}
    return FactForm(fields, clauses, values, request.POST if request.method == "POST" else None)


def _answer(request: HttpRequest, action: Campaign, kind: str, anchor: str) -> HttpResponse:
    """The fact as it now is, in its place in the page; an added one is shown by loading the page anew."""
    name = item_id(kind, anchor)
    address = f"{reverse('campaigns:review', args=[action.slug])}#{name}"
    if not _is_htmx(request):
        messages.success(request, "已保存，方案里的相应内容已更新。")
        return redirect(address)
    if anchor.startswith(ADDED) and "undo" not in request.path:
        return HttpResponse(headers={"HX-Redirect": address.replace("#", f"?at={name}#")})
    item = item_for(action, kind, anchor)
    context = {"campaign": action, "item": item, "may_correct": True}
    return render(request, "campaigns/_fact.html", context) if item else HttpResponse()


def _address(action: Campaign, kind: str, anchor: str) -> str:
    return f"{reverse('campaigns:fact', args=[action.slug])}?{urlencode({'kind': kind, 'anchor': anchor})}"


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
