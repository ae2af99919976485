"""Loading a notice, and confirming what was read from it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import NoticeForm, StartForm
from zhuanban.plan.campaigns.selectors.matrix import Gap, matrix_of
from zhuanban.plan.campaigns.selectors.plan import campaign_for
from zhuanban.plan.campaigns.selectors.review import review_of, unchecked_words
from zhuanban.plan.campaigns.services import load_draft, load_notice, start_campaign


def load(request: HttpRequest, campaign: str) -> HttpResponse:
    """Load another notice as an action of its own, or a new draft of this one while it is not confirmed."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "campaign.load", action.district):
        raise Http404
    form = NoticeForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    upload = request.FILES.get("content")
    name = upload.name if upload and upload.name else ""
    if request.POST.get("as") == "draft":
        if form.run(load_draft, by=user, campaign=action, name=name):
            messages.success(request, "新稿已载入，原来的更正已重新套用，请再核对一遍。")
            return redirect("campaigns:review", action.slug)
    elif opened := form.run(
        load_notice, by=user, name=name, district=action.district, is_separate="separate" in request.POST
    ):
        messages.success(request, f"已载入“{opened.name}”，请核对读出的内容，确认后启动。")
        return redirect("campaigns:review", opened.slug)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/load.html", {"campaign": action, "form": form}, status=status)


def start(request: HttpRequest, campaign: str) -> HttpResponse:
    """What is still open before confirming, and the confirmation."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.start", action)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.run(start_campaign, by=user, campaign=action):
        messages.success(request, "方案已确认，行动启动。")
        return redirect("campaigns:overview", campaign)
    matrix, review = matrix_of(action), review_of(action)
    context = {
        "campaign": action,
        "form": form,
        "review": review,
        "unchecked": unchecked_words(review),
        "matrix": matrix,
        "leads_missing": matrix.count(Gap.NO_LEAD),
        "groups_empty": matrix.count(Gap.EMPTY_GROUP),
    }
    return render(request, "campaigns/start.html", context, status=422 if form.is_bound else 200)
