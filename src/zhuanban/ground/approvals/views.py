"""What waits for my decision, what I asked, and one request with its answer."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhuanban.ground.approvals import selectors
from zhuanban.ground.approvals.forms import DecideForm
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.orgs.models import User

PAGE = 50
LISTS = {
    "waiting": ("待我审批", selectors.waiting_for),
    "asked": ("我提请的", selectors.asked_by),
    "decided": ("我审批过的", selectors.decided_by),
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Three lists: what waits for me, what I asked, what I decided."""
    user = cast(User, request.user)
    which = request.GET.get("list", "waiting")
    which = which if which in LISTS else "waiting"
    rows: QuerySet[Approval] = LISTS[which][1](user)
    context = {
        "tabs": [(key, words, key == which) for key, (words, _) in LISTS.items()],
        "which": which,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "approvals/inbox.html", context)


def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One request: what is asked, and the answer where it is mine to give."""
    user = cast(User, request.user)
    approval = selectors.approval_for(user, uid)
    form = DecideForm(request.POST or None)
    if decided := form.run(decide_approval, by=user, approval=approval):
        messages.success(request, f"已审批：{decided.get_state_display()}。")
        return redirect("approvals:inbox")
    context = {
        "approval": approval,
        "form": form,
        "is_mine": selectors.waiting_for(user).filter(pk=approval.pk).exists(),
    }
    return render(request, "approvals/decide.html", context, status=422 if form.errors else 200)
