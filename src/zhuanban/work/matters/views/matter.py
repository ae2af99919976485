"""One matter: what it is, what was done, and what the reader can do with it."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for, judged_from, standings_of
from zhuanban.work.matters.forms.acts import ACT_PARTS, ActForm, open_acts
from zhuanban.work.matters.forms.beside import BesideForm, beside_forms
from zhuanban.work.matters.forms.milestones import rows_of
from zhuanban.work.matters.models import Matter, MatterPhoto
from zhuanban.work.matters.rules.fields import shown_fields
from zhuanban.work.matters.rules.figures import is_judged
from zhuanban.work.matters.rules.loop import OPEN, Act, Light, PhotoRole
from zhuanban.work.matters.rules.milestones import drawn
from zhuanban.work.matters.selectors import (
    acts_open_to,
    links_of,
    matter_for,
    photos_of,
    spec_of_matter,
    steps_of,
    turns_of,
)
from zhuanban.work.matters.selectors.aftercare import care_shown
from zhuanban.work.matters.selectors.beside import beside_of
from zhuanban.work.matters.selectors.exemptions import exemptions_of
from zhuanban.work.matters.selectors.light_rules import rules_for
from zhuanban.work.matters.selectors.lists import rows_shown
from zhuanban.work.matters.selectors.milestones import plan_of
from zhuanban.work.matters.selectors.spot import referral_of, spot_of
from zhuanban.work.matters.services.acts import SERVICES
from zhuanban.work.matters.views.ledger import session_key


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The page of a matter."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    return shown(request, action, matter_for(user, action, uid))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, campaign: str, uid: UUID, act: str) -> HttpResponse:
    """Do one act; what the service rejects stands on the page of the matter."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    if act not in Act.values:
        raise Http404
    if request.method != "POST":
        return redirect("matters:detail", action.slug, uid)
    part = ACT_PARTS[Act(act)]
    form = part.form(request.POST, request.FILES, matter=matter, by=user, auto_id=f"{act}_%s")
    if form.run(SERVICES[Act(act)], matter=matter):
        messages.success(request, f"{matter.number} 已{DONE_WORDS[Act(act)]}。")
        return redirect("matters:detail", action.slug, uid)
    return shown(request, action, matter_for(user, action, uid), form, act)


DONE_WORDS = {
    Act.DISPATCH: "交办",
    Act.ACCEPT: "签收",
    Act.RETURN: "退回专班办公室",
    Act.PROGRESS: "记下进展",
    Act.FINISH_STAGE: "完成本阶段",
    Act.HELP_ACCEPT: "签收协办",
    Act.HELP_RETURN: "退回协办",
    Act.HELP_DONE: "记下协办完成",
    Act.REPORT_DONE: "报结，等待核查",
    Act.CLOSE: "销号",
    Act.SEND_BACK: "退回重办",
    Act.SUSPEND: "缓办，暂停计时",
    Act.ASK_SUSPEND: "提交缓办申请，等待审批",
    Act.RESUME: "恢复办理",
    Act.EXTEND: "提交延期申请，等待审批",
    Act.REFER: "转执法，暂停计时",
    Act.REFER_CLOSE: "销号",
    Act.REFER_BACK: "恢复办理",
    Act.SAMPLE_PASS: "记下抽查合格",
    Act.SAMPLE_FAIL: "退回重办",
    Act.SPLIT: "拆分",
    Act.MERGE: "并案",
    Act.UNMERGE: "撤销并案，等待交办",
    Act.VOID: "作废",
    Act.REOPEN: "重新办理",
}


def shown(
    request: HttpRequest,
    action: Campaign,
    matter: Matter,
    failed: ActForm | BesideForm | None = None,
    failed_act: str = "",
    plan_error: str = "",
    plan_sent: Any = None,
) -> HttpResponse:
    """Render the page, with the form that failed standing open."""
    user = cast(User, request.user)
    spec = spec_of_matter(matter)
    act_failed = failed if isinstance(failed, ActForm) else None
    acts = open_acts(acts_open_to(user, matter), matter, user, act_failed, failed_act)
    stray = act_failed if act_failed and failed_act not in [each.act for each in acts] else None
    beside = beside_of(user, matter)
    context: dict[str, Any] = {
        "campaign": action,
        "matter": matter,
        "row": next(rows_shown([matter], {})),
        "standing": standings_of(action).get(matter.clause_id or 0),
        "spec": spec,
        "is_judged": is_judged(matter.happened_at, judged_from(action)),
        "may_amend": matter.state in OPEN and may(user, "matter.amend", matter),
        "own_fields": shown_fields(spec, matter.fields),
        "acts": acts,
        "stray": stray,
        "pairs": paired(photos_of(matter)),
        "turns": turns_of(matter),
        **links_of(user, matter),
        **beside,
        "beside_forms": beside_forms(beside, matter, user, failed, failed_act),
        "exemptions": exemptions_of(matter),
        **care_shown(user, matter),
        **planned(user, matter, plan_sent),
        "plan_error": plan_error,
        "spot": spot_of(matter),
        "referral": referral_of(matter),
        "steps": steps_of(matter),
        "now": clock.now(),
        "back_query": request.session.get(session_key(action.slug), ""),
    }
    return render(request, "matters/detail.html", context, status=422 if failed or plan_error else 200)


PLAN_TAGS = {Light.NONE: "grey", Light.GREEN: "grey", Light.YELLOW: "yellow", Light.RED: "red"}


def planned(user: User, matter: Matter, sent: Any = None) -> dict[str, Any]:
    """The milestones with their curve, for a ledger matter; the form holds what was sent where that failed."""
    plan = plan_of(user, matter)
    if plan is None:
        return {"plan": None}
    # Until the unit has confirmed its days they light nothing.
    light = rules_for(matter).plan_light(plan.behind, 0) if plan.is_confirmed else Light.NONE
    rows, drawing = rows_of(plan.rows, sent), drawn(plan.points)
    return {"plan": plan, "plan_light": PLAN_TAGS[light], "plan_rows": rows, "drawing": drawing}


def paired(photos: Iterable[MatterPhoto]) -> list[tuple[str, list[MatterPhoto]]]:
    """The photos under 整改前, 整改后 and 核查; before and after always stand side by side."""
    found: dict[str, list[MatterPhoto]] = {PhotoRole.BEFORE: [], PhotoRole.AFTER: []}
    for photo in photos:
        found.setdefault(photo.role, []).append(photo)
    return [(PhotoRole(role).label, group) for role, group in found.items()] if any(found.values()) else []
