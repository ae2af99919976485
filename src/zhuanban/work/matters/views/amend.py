"""Amending what a matter says of itself."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.amend import AmendForm
from zhuanban.work.matters.selectors import matter_for
from zhuanban.work.matters.services.amend import amend_matter


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The form with what stands now, for those who may change it."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    if not may(user, "matter.amend", matter):
        raise Http404
    form = AmendForm(request.POST if request.method == "POST" else None, matter=matter)
    if form.run(amend_matter, by=user, matter=matter):
        messages.success(request, f"{matter.number} 已更正，原来的内容留有记录。")
        return redirect("matters:detail", action.slug, uid)
    context = {"campaign": action, "matter": matter, "form": form}
    return render(request, "matters/amend.html", context, status=422 if form.is_bound else 200)
