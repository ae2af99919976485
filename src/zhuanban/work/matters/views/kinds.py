"""类别设置: the kinds of an action, one kind with its versions, switching on and off, a kind as text."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.handing_out import handed_out, record_handing_out
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.kinds import AddKindForm, ClauseChoice, KindFilterForm, as_yaml
from zhuanban.work.matters.selectors.kind_pages import account_of, grouped_rows, kind_for, kind_rows, version_in_force
from zhuanban.work.matters.services.kind_editing import add_kind, switch_kind

YAML = "application/yaml; charset=utf-8"


@require_safe
def kinds(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every kind that the action could use, by group."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = KindFilterForm(request.GET, campaign=action)
    rows = kind_rows(action, form.wanted())
    context = {
        "campaign": action,
        "form": form,
        "groups": grouped_rows(rows),
        "count": len(rows),
        "is_filtered": any(request.GET.values()),
        "may_edit": may(user, "kind.edit", action),
    }
    return render(request, "matters/kinds.html", context)


@require_safe
def kind(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """One kind: what it says, which clause it serves, its versions with who and when."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    found = kind_for(action, code)
    return render(request, "matters/kind.html", _page(user, action, found, ClauseChoice(campaign=action)))


def _page(user: User, action: Any, found: Any, form: ClauseChoice) -> dict[str, Any]:
    account = account_of(action, found)
    return {
        "campaign": action,
        "kind": found,
        "account": account,
        "row": account.row,
        "spec": account.row.spec,
        "form": form,
        "may_edit": may(user, "kind.edit", action),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, campaign: str) -> HttpResponse:
    """A kind of the district's own: named first, then written."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "kind.edit", action):
        raise Http404
    form = AddKindForm(request.POST or None, campaign=action)
    if made := form.run(add_kind, by=user, campaign=action):
        messages.success(request, f"已新设“{made.name}”，请写明销号标准、时限和字段，检查通过后确认启用。")
        return redirect("matters:kind_edit", action.slug, made.code)
    context = {"campaign": action, "form": form}
    return render(request, "matters/kind_new.html", context, status=422 if form.is_bound else 200)


@require_POST
def switch(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """On or off in this action."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    found = kind_for(action, code)
    on = request.POST.get("on") == "1"
    form = ClauseChoice(request.POST, campaign=action)
    form.run(switch_kind, by=user, campaign=action, kind=found, on=on)
    if form.errors:
        return render(request, "matters/kind.html", _page(user, action, found, form), status=422)
    words = "启用" if on else "停用，已登记的事项照常办理"
    messages.success(request, f"“{found.name}”已{words}。")
    return redirect("matters:kind", action.slug, code)


@require_safe
def export(request: HttpRequest, campaign: str, code: str) -> HttpResponse:
    """The version in force as a file."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    found = kind_for(action, code)
    version = version_in_force(action, found)
    if version is None:
        raise Http404
    entry = record_handing_out(
        by=user, what="事项类别规格", count=1, unit="份", of=("kind", found.pk), campaign_id=action.pk,
    )  # fmt: skip
    name = f"{found.code}-v{version.number}-{clock.today():%Y%m%d}.yaml"
    return handed_out(entry, as_yaml(version.spec).encode(), name=name, kind=YAML)
