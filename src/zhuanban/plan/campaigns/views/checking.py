"""Confirming on the review page: one fact, a clause, a kind; and answering findings."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import ConfirmForm, FindingForm
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.rules.facts import KINDS
from zhuanban.plan.campaigns.selectors.doubts import Doubt
from zhuanban.plan.campaigns.selectors.items import items_of, items_to_confirm
from zhuanban.plan.campaigns.selectors.plan import campaign_for
from zhuanban.plan.campaigns.selectors.review import doubt_for
from zhuanban.plan.campaigns.services import (
    answer_finding,
    confirm_fact,
    confirm_facts,
    reopen_finding,
    withdraw_confirmation,
)
from zhuanban.plan.campaigns.services.confirming import seal_of
from zhuanban.plan.campaigns.views.answering import Told, answer, is_part, named_in, refuse


@require_POST
def confirm(request: HttpRequest, campaign: str) -> HttpResponse:
    """Say that one fact is right as it was seen."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    (kind, anchor), seen = named_in(request, action), request.GET.get("seen", "")
    try:
        before = confirm_fact(by=user, campaign=action, fact_kind=kind, anchor=anchor, seen=seen)
    except Invalid as error:
        return refuse(request, action, error)
    other = before.check.by if before.is_confirmed and before.check else None
    words = f"{other}已经核对过这一项。" if other and other != user else "已核对。"
    return answer(request, action, Told(words, [(kind, anchor)]))


@require_POST
def withdraw(request: HttpRequest, campaign: str) -> HttpResponse:
    """Take back that a fact was found right."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    kind, anchor = named_in(request, action)
    try:
        withdraw_confirmation(by=user, campaign=action, fact_kind=kind, anchor=anchor)
    except Invalid as error:
        return refuse(request, action, error)
    return answer(request, action, Told("已收回核对。", [(kind, anchor)]))


def confirm_all(request: HttpRequest, campaign: str) -> HttpResponse:
    """Name how many facts of a kind or a clause are still to be confirmed, and confirm them at once."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    kind, clause = request.GET.get("kind", ""), request.GET.get("clause", "")
    items = items_to_confirm(items_of(action), kind, clause) if kind or clause else []
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.run(confirm_facts, by=user, campaign=action, fact_kind=kind, clause=clause):
        names = [(item.kind, item.anchor) for item in items]
        return answer(request, action, Told(f"已核对 {len(items)} 项。", names))
    title = next((item for item in items_of(action) if item.kind == "clauses" and item.anchor == clause), None)
    context = {
        "campaign": action, "form": form, "items": items, "seen": seal_of(items), "address": request.get_full_path(),
        "what": title.line if title else KINDS[kind].label if kind in KINDS else "", "may_correct": True,
        "corrected": sum(item.fact.state != "compiled" for item in items),
        "back": reverse("campaigns:review", args=[action.slug]),
    }  # fmt: skip
    part = is_part(request)
    template = "campaigns/_confirm_all.html" if part else "campaigns/confirm_all.html"
    return render(request, template, context, status=422 if form.is_bound and not part else 200)


def finding(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Answer a finding."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    doubt = _doubt(action, pk)
    form = FindingForm(request.POST if request.method == "POST" else None)
    form.auto_id = f"{doubt.id}-%s"
    if form.run(answer_finding, by=user, campaign=action, finding_id=pk):
        return answer(request, action, Told("疑点已答复。", doubts=[f"q{pk}"]))
    context = {
        "campaign": action, "doubt": doubt, "form": form, "address": request.get_full_path(), "may_correct": True,
    }  # fmt: skip
    part = is_part(request)
    template = "campaigns/_finding_form.html" if part else "campaigns/finding.html"
    return render(request, template, context, status=422 if form.is_bound and not part else 200)


@require_POST
def reopen(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Take back the answer to a finding."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    try:
        reopen_finding(by=user, campaign=action, finding_id=pk)
    except Invalid as error:
        return refuse(request, action, error)
    return answer(request, action, Told("已收回答复。", doubts=[f"q{pk}"]))


def _doubt(action: Campaign, pk: int) -> Doubt:
    doubt = doubt_for(action, pk)
    if doubt is None:
        raise Http404
    return doubt
