"""代办: naming and ending a deputy, and choosing in whose name to act."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.forms.roles import NameDeputyForm
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import CHOSEN_PRINCIPAL
from zhuanban.ground.orgs.selectors import deputies_shown, seats_to_deputise, sees_deputies
from zhuanban.ground.orgs.services import end_deputy, name_deputy


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """Whom I let act for me, and the form to name somebody."""
    user = cast(User, request.user)
    if not sees_deputies(user):
        raise Http404
    form = NameDeputyForm(request.POST or None, principal=user)
    if given := form.run(name_deputy, by=user):
        messages.success(request, f"已委托 {given.user.name} 代办，自 {given.starts_on} 起。")
        return redirect("orgs:deputies")
    context = {
        "form": form,
        "may_name": seats_to_deputise(user).exists(),
        "deputies": list(deputies_shown(user)),
        "today": clock.today(),
    }
    return render(request, "orgs/deputies.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy acts today for the last time."""
    user = cast(User, request.user)
    seat = get_object_or_404(deputies_shown(user), pk=pk)
    end_deputy(by=user, seat=seat, last_on=clock.today())
    messages.success(request, f"{seat.user.name} 的代办到今天为止。")
    return redirect("orgs:deputies")


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Act for a principal, or again in one's own name; the choice lasts as long as the session."""
    user = cast(User, request.user)
    asked = request.POST.get("principal", "")
    principal = next((each for each in user.principals if str(each.pk) == asked), None)
    if principal is None and asked:
        raise Http404
    request.session[CHOSEN_PRINCIPAL] = principal.pk if principal else None
    messages.info(request, f"现在代 {principal.name} 办理。" if principal else "现在以本人身份办理。")
    return redirect("/")
