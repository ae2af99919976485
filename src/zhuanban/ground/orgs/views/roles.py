"""角色任职: who holds which role when; the security administrator gives and ends them."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.orgs.forms.roles import EndRoleForm, GiveRoleForm, GiveRolesForm, RolesFilterForm
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role
from zhuanban.ground.orgs.selectors import accounts_in, action_names, seat_to_end, seats_shown, units_of
from zhuanban.ground.orgs.services import check_roles, end_role, give_role, give_roles

PAGE = 100


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role of the district, also past and coming ones."""
    user = cast(User, request.user)
    if not user.has_role(*THREE_ADMINISTRATORS):
        raise Http404
    form = RolesFilterForm(request.GET or None)
    asked = form.asked()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "asked": asked,
        "page": Paginator(seats_shown(user, asked), PAGE).get_page(request.GET.get("page")),
        "actions": action_names(user.district_id),
        "may_give": user.has_role(Role.SECURITY_ADMIN),
        "today": clock.today(),
        "query": query.urlencode(),
    }
    return render(request, "orgs/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give a role to another person."""
    user = cast(User, request.user)
    if not user.has_role(Role.SECURITY_ADMIN):
        raise Http404
    initial = {"user": request.GET.get("user", "")}
    form = GiveRoleForm(request.POST or None, giver=user, actions=action_names(user.district_id), initial=initial)
    if seat := form.run(give_role, by=user):
        messages.success(request, f"已授予 {seat.user.name}“{seat.get_role_display()}”，自 {seat.starts_on} 起。")
        return redirect("orgs:roles")
    return render(request, "orgs/role_give.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def give_many(request: HttpRequest) -> HttpResponse:
    """Give one role to many people: chosen, shown with their number, confirmed."""
    user = cast(User, request.user)
    if not user.has_role(Role.SECURITY_ADMIN):
        raise Http404
    chosen = request.GET.get("filter", "")
    form = GiveRolesForm(
        request.POST or None, giver=user, actions=action_names(user.district_id), accounts=accounts_in(user, chosen)
    )
    context: dict[str, Any] = {"form": form, "units": units_of(user.district_id or 0), "chosen": chosen}
    if form.run(_checked, by=user):
        preview = Preview("orgs.give_roles", user.pk, form.asked())
        is_confirmed = request.POST.get("step") == "confirm"
        why = preview.why_not(request.POST.get(FIELD, "")) if is_confirmed else ""
        if is_confirmed and not why and (seats := form.run(give_roles, by=user)):
            messages.success(request, f"已授予 {len(seats)} 人“{seats[0].get_role_display()}”。")
            return redirect("orgs:roles")
        context |= {"preview": preview, "why": why, "people": list(form.cleaned_data["users"]),
                    "role": Role(form.cleaned_data["role"]).label}  # fmt: skip
    status = 422 if form.errors else 409 if context.get("why") else 200
    return render(request, "orgs/role_give_many.html", context, status=status)


def _checked(**given: Any) -> bool:
    check_roles(**given)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role of another person; what was stays in the list."""
    user = cast(User, request.user)
    seat = seat_to_end(user, pk)
    form = EndRoleForm(request.POST or None, initial={"last_on": clock.today()})
    if form.run(end_role, by=user, seat=seat):
        messages.success(request, f"已终止 {seat.user.name} 的“{seat.get_role_display()}”。")
        return redirect("orgs:roles")
    return render(request, "orgs/role_end.html", {"form": form, "seat": seat}, status=422 if form.errors else 200)
