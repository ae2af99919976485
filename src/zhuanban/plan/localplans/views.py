"""Pages of local plans: all townships, the upload, one plan beside the notice, one clause of it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.plan.campaigns.selectors.plan import clause_for
from zhuanban.plan.localplans import selectors, services
from zhuanban.plan.localplans.forms import ExplainForm, MarkForm, ReturnForm, UploadForm
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.rules import FILTERS, TABS, State


@require_safe
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """Townships with the state of their plans and how the notice is answered."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    state = request.GET.get("state", "")
    state = state if state in dict(TABS) else ""
    every = selectors.standings_for(user, action)
    context = {
        "campaign": action,
        "standings": [each for each in every if not state or (each.state or "none") == state],
        "tabs": TABS,
        "state": state,
        "counts": {"": len(every), **selectors.counts_by_state(every)},
        "may_upload": selectors.townships_to_upload_for(user, action).exists(),
    }
    return render(request, "localplans/list.html", context)


def upload(request: HttpRequest, campaign: str) -> HttpResponse:
    """A township hands in its plan, or a new version of it."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    townships = selectors.townships_to_upload_for(user, action)
    if not townships:
        raise Http404
    form = UploadForm(townships, *((request.POST, request.FILES) if request.method == "POST" else ()))
    sent = request.FILES.get("content")
    if plan := form.run(services.upload_local_plan, by=user, campaign=action, name=sent.name if sent else ""):
        messages.success(request, f"已上传第 {plan.number} 版，并与通知逐条对照。")
        return redirect("localplans:detail", campaign, plan.uid)
    context = {"campaign": action, "form": form, "standings": selectors.standings_for(user, action)}
    return render(request, "localplans/upload.html", context, status=_status(form))


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The notice on the left, the local plan on the right."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    return _detail(request, user, action, selectors.local_plan_for(user, action, uid), ReturnForm())


def _detail(
    request: HttpRequest, user: User, action: Campaign, plan: LocalPlan, form: ReturnForm
) -> HttpResponse:
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in dict(FILTERS) else ""
    newest, recused = selectors.is_newest(plan), is_recused(user, plan.township_id)
    context = {
        "campaign": action,
        "plan": plan,
        "shown": selectors.conformed(plan, chosen),
        "filters": FILTERS,
        "chosen": chosen,
        "counts": _counts(plan),
        "versions": selectors.versions_of(plan),
        "is_newest": newest,
        "may_mark": newest and not recused and may(user, "localplan.mark", plan),
        "may_explain": newest and may(user, "localplan.explain", plan),
        "may_decide": newest and not recused and plan.state == State.SUBMITTED and may(user, "localplan.confirm", plan),
        "form": form,
        "entries": timeline_of("localplan", plan.pk),
    }
    return render(request, "localplans/detail.html", context, status=_status(form))


def _counts(plan: LocalPlan) -> dict[str, int]:
    counts = {name: getattr(plan, name) for name in services.COUNTS}
    gaps = plan.weakened + plan.unsure + plan.missing
    return {"": sum(counts.values()) - plan.added, "gaps": gaps, **counts}


@require_POST
def send_back(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The office returns the plan."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    plan = selectors.local_plan_for(user, action, uid)
    form = ReturnForm(request.POST)
    if form.run(services.return_local_plan, by=user, plan=plan):
        messages.success(request, f"已退回{plan.township}。")
        return redirect("localplans:detail", campaign, uid)
    return _detail(request, user, action, plan, form)


@require_POST
def confirm(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The office confirms the plan."""
    user = cast(User, request.user)
    plan = selectors.local_plan_for(user, _action(user, campaign), uid)
    try:
        services.confirm_local_plan(by=user, plan=plan)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"已确认{plan.township}的实施方案。")
    return redirect("localplans:detail", campaign, uid)


def mark(request: HttpRequest, campaign: str, uid: UUID, clause: int) -> HttpResponse:
    """The office decides on one clause."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    plan = selectors.local_plan_for(user, action, uid)
    if not may(user, "localplan.mark", plan):
        raise Http404
    line, row = selectors.line_of(plan, clause), clause_for(user, action, clause)
    given = {"decision": line.mark.decision, "note": line.mark.note} if line.mark else {}
    form = MarkForm(request.POST or None, initial=given)
    if form.run(services.mark_clause, by=user, plan=plan, clause=row):
        messages.success(request, "已记下结论。")
        return redirect("localplans:detail", campaign, uid)
    context = {"campaign": action, "plan": plan, "line": line, "form": form, "heading": "记下结论"}
    return render(request, "localplans/clause.html", context, status=_status(form))


def explain(request: HttpRequest, campaign: str, uid: UUID, clause: int) -> HttpResponse:
    """The township explains one clause."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    plan = selectors.local_plan_for(user, action, uid)
    if not may(user, "localplan.explain", plan):
        raise Http404
    line, row = selectors.line_of(plan, clause), clause_for(user, action, clause)
    given = {"explanation": line.mark.explanation} if line.mark else {}
    form = ExplainForm(request.POST or None, initial=given)
    if form.run(services.explain_gap, by=user, plan=plan, clause=row):
        messages.success(request, "说明已提交。")
        return redirect("localplans:detail", campaign, uid)
    context = {"campaign": action, "plan": plan, "line": line, "form": form, "heading": "说明情况"}
    return render(request, "localplans/clause.html", context, status=_status(form))


def _action(user: User, campaign: str) -> Campaign:
    """The action; 404 where this person has nothing to do with local plans in it."""
    action = campaign_for(user, campaign)
    if not may(user, "localplan.list", action):
        raise Http404
    return action


def _status(form: ServiceForm) -> int:
    return 422 if form.errors else 200
