"""工作移交: a preview with counts, then one act."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zhuanban.ground.orgs.forms.handing_over import HandOverForm
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import hand_overs_of, leaving_account
from zhuanban.ground.orgs.services import hand_over_work


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What hangs on the account, by counts from every room, and to whom it goes from when."""
    user = cast(User, request.user)
    leaving = leaving_account(user, pk)
    form = HandOverForm(request.POST or None, giver=user, leaving=leaving)
    if row := form.run(hand_over_work, by=user, leaving=leaving):
        done = "已移交" if row.carried_at else f"已定于 {row.on} 移交"
        messages.success(request, f"{leaving.name} 的工作{done}给 {row.successor.name}。")
        return redirect("orgs:hand_over", pk)
    context = {"form": form, "leaving": leaving, "past": list(hand_overs_of(leaving))}
    return render(request, "orgs/hand_over.html", context, status=422 if form.errors else 200)
