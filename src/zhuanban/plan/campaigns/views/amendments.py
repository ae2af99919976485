"""修订通知: an amended notice beside the running plan, and the office's decision on it (A11)."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import AmendmentForm, ApplyForm, DiscardForm
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.amendments import Amendment, amendment_of
from zhuanban.plan.campaigns.selectors.matrix import Gap, matrix_of
from zhuanban.plan.campaigns.selectors.plan import campaign_for, versions_of
from zhuanban.plan.campaigns.services import apply_amendment, discard_amendment, load_amendment


def page(request: HttpRequest, campaign: str) -> HttpResponse:
    """The comparison with the pending version, or the form that loads one; the versions so far."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    form = AmendmentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    upload = request.FILES.get("content")
    name = upload.name if upload and upload.name else ""
    if request.method == "POST":
        require(user, "campaign.amend", action)
    if form.run(load_amendment, by=user, campaign=action, name=name):
        messages.success(request, "修订已载入，还没有生效。请看完比对再决定。")
        return redirect("campaigns:amendment", campaign)
    return _shown(request, action, amendment_of(action), form=form)


@require_POST
def apply(request: HttpRequest, campaign: str) -> HttpResponse:
    """The pending version takes effect with the office's choices."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    require(user, "campaign.apply_amendment", action)
    amendment = _pending(request, action)
    if amendment is None:
        return redirect("campaigns:amendment", campaign)
    form = ApplyForm(amendment, request.POST)
    if form.run(apply_amendment, by=user, campaign=action, version=amendment.version):
        missing = matrix_of(action).count(Gap.NO_LEAD)
        holes = f"有 {missing} 条任务没有牵头单位，请在责任矩阵里指定。" if missing else ""
        messages.success(request, f"修订已生效，在办事项会收到说明。{holes}")
        return redirect("campaigns:overview", campaign)
    return _shown(request, action, amendment, apply=form)


@require_POST
def discard(request: HttpRequest, campaign: str) -> HttpResponse:
    """The pending version does not take effect."""
    user = cast(User, request.user)
    action = _action(user, campaign)
    require(user, "campaign.amend", action)
    amendment = _pending(request, action)
    if amendment is None:
        return redirect("campaigns:amendment", campaign)
    form = DiscardForm(request.POST)
    if form.run(discard_amendment, by=user, campaign=action, version=amendment.version):
        messages.success(request, "这份修订已弃用，方案没有变化。")
        return redirect("campaigns:amendment", campaign)
    return _shown(request, action, amendment, discard=form)


def _action(user: User, slug: str) -> Campaign:
    action = campaign_for(user, slug)
    if not may(user, "campaign.view_amendment", action):
        raise Http404
    return action


def _pending(request: HttpRequest, action: Campaign) -> Amendment | None:
    """The pending version that the page showed; another person may have decided meanwhile."""
    amendment = amendment_of(action)
    if amendment is None or request.POST.get("version") not in (None, str(amendment.version.pk)):
        messages.error(request, "这份修订已经有人办理，请看最新的情况。")
        return None
    return amendment


def _shown(request: HttpRequest, action: Campaign, amendment: Amendment | None, **forms: Any) -> HttpResponse:
    user = cast(User, request.user)
    applying = forms.get("apply") or (ApplyForm(amendment) if amendment else None)
    context: dict[str, Any] = {
        "campaign": action,
        "amendment": amendment,
        "rows": [(row, _field(applying, row.clause.pk if row.clause else None)) for row in amendment.clauses]
        if amendment else [],
        "lost": [(held, applying[f"correction-{held.id}"]) for held in amendment.lost]
        if amendment and applying else [],
        "form": forms.get("form") or AmendmentForm(),
        "apply": applying,
        "discard": forms.get("discard") or DiscardForm(),
        "versions": list(versions_of(action)),
        "may_amend": may(user, "campaign.amend", action),
        "may_apply": may(user, "campaign.apply_amendment", action),
        "touched": [row.clause.pk for row in amendment.clauses if row.clause] if amendment else [],
        # What higher rooms read once for all rows of the page.
        "memo": {},
    }  # fmt: skip
    is_wrong = any(form.is_bound for form in forms.values())
    return render(request, "campaigns/amendment.html", context, status=422 if is_wrong else 200)


def _field(form: ApplyForm | None, pk: int | None) -> Any:
    name = f"clause-{pk}"
    return form[name] if form and name in form.fields else None
