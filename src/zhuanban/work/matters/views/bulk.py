"""One act for many matters: choose, see what will and what cannot be done, confirm, read what became of it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhuanban.ground.core.previews import Preview
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.bulk import GIVEN, uids_of
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.bulk import BULK_ACTS, bulk_acts_for, matters_named, sorted_by
from zhuanban.work.matters.selectors.lists import listed
from zhuanban.work.matters.services.bulk import MOST_AT_ONCE, act_on_many

SHOWN = 20


@require_POST
def bulk(request: HttpRequest, campaign: str) -> HttpResponse:
    """The preview of an act for many; with `step=confirm` and the preview's mark it is done."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    act = request.POST.get("act", "")
    if act not in bulk_acts_for(user):
        raise Http404
    query = request.POST.get("query", "")[:1500]
    back = f"{reverse('matters:ledger', args=[action.slug])}?{query or 'all=1'}"
    matters, left_out = _chosen(request, action, query)
    if not matters:
        messages.warning(request, "请先勾选要办理的事项。")
        return redirect(back)
    parts = sorted_by(user, act, matters)
    uids = [str(matter.uid) for matter in matters]
    effect = [[matter.pk for matter in parts.able], [[matter.pk, why] for matter, why in parts.unable]]
    preview = Preview("matters.bulk", user.pk, [act, uids], effect)
    is_confirmed = request.POST.get("step") == "confirm"
    form = GIVEN[act](request.POST if is_confirmed else None, campaign=action, by=user)
    why = preview.why_not(request.POST.get("previewed", "")) if is_confirmed else ""
    if is_confirmed and not why and parts.able and form.is_valid():
        outcomes = act_on_many(by=user, act=act, matters=parts.able, given=form.cleaned_data)
        context = {
            "campaign": action,
            "name": BULK_ACTS[act],
            "done": [outcome.matter for outcome in outcomes if not outcome.refused],
            "refused": [(outcome.matter, outcome.refused) for outcome in outcomes if outcome.refused] + parts.unable,
            "back": back,
        }
        return render(request, "matters/bulk_done.html", context)
    context = {
        "campaign": action,
        "act": act,
        "name": BULK_ACTS[act],
        "parts": parts,
        "shown": parts.able[:SHOWN],
        "more": max(0, len(parts.able) - SHOWN),
        "uids": uids,
        "query": query,
        "left_out": left_out,
        "most": MOST_AT_ONCE,
        "form": form,
        "previewed": preview.mark,
        "why": why,
        "back": back,
    }
    return render(request, "matters/bulk.html", context, status=422 if is_confirmed else 200)


def _chosen(request: HttpRequest, action: Campaign, query: str) -> tuple[list[Matter], int]:
    """The ticked matters, or the first of all in the list; and how many were left out."""
    user = cast(User, request.user)
    if request.POST.get("everything"):
        rows = listed(user, action, FilterForm(QueryDict(query), campaign=action).chosen())
        found = sorted(rows[:MOST_AT_ONCE].select_related("campaign"), key=lambda matter: matter.pk)
        left_out = max(0, rows.count() - MOST_AT_ONCE) if len(found) == MOST_AT_ONCE else 0
        return found, left_out
    uids = uids_of(request.POST.getlist("m"))
    return list(matters_named(user, action, uids[:MOST_AT_ONCE])), max(0, len(uids) - MOST_AT_ONCE)
