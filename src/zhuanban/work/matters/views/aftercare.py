"""Keeping after closing: the list of what is kept and due, looking back, changing the keeper."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.aftercare import EndKeepingForm, KeeperForm, RecheckForm
from zhuanban.work.matters.models import Care
from zhuanban.work.matters.rules.aftercare import EARLY, GRACE, Standing, may_look
from zhuanban.work.matters.selectors.aftercare import care_counts, care_to_change, care_to_look_at, cares_for
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.selectors.matters import matter_for
from zhuanban.work.matters.services.aftercare import change_keeper, end_keeping, recheck_matter

PAGE = 50


@require_safe
def cares(request: HttpRequest, campaign: str) -> HttpResponse:
    """What is kept after closing, by how its next look back stands."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    standing = request.GET.get("standing", "")
    if standing not in Standing.values:
        standing = ""
    counts = care_counts(user, action)
    context = {
        "campaign": action,
        "page": Paginator(cares_for(user, action, standing), PAGE).get_page(request.GET.get("page")),
        "tabs": [(each, each.label, counts[each]) for each in Standing],
        "kept": sum(count for each, count in counts.items() if each != Standing.ENDED),
        "standing": standing,
        "query": f"standing={standing}" if standing else "",
        "grace": GRACE,
        "may_dispatch": may(user, "matter.view_dispatching", action),
    }
    return render(request, "matters/cares.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Look back at a matter: in good order, or relapsed."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter_for(user, action, uid)
    care = _found(care_to_look_at(user, action, uid))
    said = spec_of_matter(care.matter).aftercare
    form = RecheckForm(request.POST or None, request.FILES or None, by=user, campaign=action, said=said)
    if request.method == "POST" and (look := form.run(recheck_matter, care=care)):
        if look.relapse is None:
            messages.success(request, f"{care.matter.number} 已记下：{look.get_finding_display()}。")
            return redirect("matters:detail", action.slug, uid)
        messages.success(request, f"已记下反弹，并登记了新的事项 {look.relapse.number}。")
        return redirect("matters:detail", action.slug, look.relapse.uid)
    is_time = may_look(care.next_on, clock.today())
    context = {"campaign": action, "care": care, "said": said, "form": form, "is_time": is_time, "early": EARLY}
    return render(request, "matters/recheck.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def keeper(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Give what is kept to another unit, or keep it no more."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    care = _found(care_to_change(user, action, uid))
    form = KeeperForm(request.POST or None, care=care)
    done = form.run(change_keeper, by=user, care=care) if request.method == "POST" else None
    if done:
        messages.success(request, f"{care.matter.number} 已改定管护单位。")
        return redirect("matters:detail", action.slug, uid)
    return _keeper_page(request, action, care, form, EndKeepingForm(auto_id="end_%s"))


@require_POST
def end(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Keep it no more."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    care = _found(care_to_change(user, action, uid))
    form = EndKeepingForm(request.POST, auto_id="end_%s")
    if form.run(end_keeping, by=user, care=care):
        messages.success(request, f"{care.matter.number} 不再管护。")
        return redirect("matters:detail", action.slug, uid)
    return _keeper_page(request, action, care, KeeperForm(care=care), form)


def _keeper_page(
    request: HttpRequest, action: Campaign, care: Care, form: KeeperForm, ending: EndKeepingForm
) -> HttpResponse:
    context = {"campaign": action, "care": care, "form": form, "ending": ending}
    failed = form.is_bound or ending.is_bound
    return render(request, "matters/keeper.html", context, status=422 if failed else 200)


def _found(care: Care | None) -> Care:
    if care is None:
        raise Http404
    return care
