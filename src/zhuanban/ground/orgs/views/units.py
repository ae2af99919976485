"""The tree of units, one unit, and what is done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs import services
from zhuanban.ground.orgs.forms import units as forms
from zhuanban.ground.orgs.models import Post, Unit, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, UnitKind
from zhuanban.ground.orgs.selectors import tree

PAGE, LONGEST_SEARCH, MOST_ENTRIES = 100, 40, 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The tree of the district, or what a search found in it."""
    user = cast(User, request.user)
    district = tree.district_for(user)
    asked = _asked(request)
    units = tree.units_for(user, asked)
    page = Paginator(tree.in_order(units, asked), PAGE).get_page(request.GET.get("page"))
    under = next((unit for unit in units if unit.pk == asked.under), None)
    given = request.GET.copy()
    given.pop("page", None)
    context = {
        "district": district,
        "asked": asked,
        "under": under,
        "path": tree.path_of(under) if under else [],
        "kinds": UnitKind.choices,
        "page": page,
        "lines": tree.lines_of(list(page.object_list)),
        "query": given.urlencode(),
        "planned": tree.planned_for(user),
        "may_open": may(user, "unit.open", district),
        "may_import": may(user, "unit.import", district),
        "may_reorganise": user.has_role(*OFFICE_ROLES),
    }
    return render(request, "orgs/units.html", context)


def _asked(request: HttpRequest) -> tree.Asked:
    kind, under = request.GET.get("kind", ""), request.GET.get("under", "")
    return tree.Asked(
        words="".join(request.GET.get("q", "").split())[:LONGEST_SEARCH],
        kind=kind if kind in UnitKind.values else "",
        under=int(under) if under.isascii() and under.isdigit() and len(under) < 12 else 0,
        is_closed=request.GET.get("state") == "closed",
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit with its names, place, people, successions and history."""
    user = cast(User, request.user)
    unit = tree.unit_for(user, pk)
    entries = list(timeline_of("unit", unit.pk).reverse()[:MOST_ENTRIES])
    context = {
        "unit": unit,
        "account": tree.account_of(unit),
        "entries": entries,
        "acts": [(act, ACTS[act]) for act in acts_for(user, unit)],
        "may_amend": may(user, "unit.amend", unit),
        "may_reorganise": may(user, "unit.reorganise", unit) and unit.kind in REORGANISED,
        "may_post": user.has_role(*OFFICE_ROLES),
    }
    return render(request, "orgs/unit.html", context)


def establish(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    user = cast(User, request.user)
    district = tree.district_for(user, "unit.open")
    given = {"parent": request.GET.get("under"), "kind": request.GET.get("kind")}
    form = forms.EstablishForm(district, request.POST or None, initial=given)
    if unit := form.run(services.establish_unit, by=user, district=district):
        messages.success(request, f"已设立“{unit.name}”。")
        return redirect("orgs:unit", unit.pk)
    return render(request, "orgs/establish.html", {"form": form}, status=422 if form.errors else 200)


@dataclass(frozen=True)
class UnitAct:
    """What can be done to a unit on a page of its own."""

    words: str
    permission: str
    form: type[forms.UnitForm]
    service: Callable[..., Any]
    icon: str
    done: str
    note: str = ""
    subject: str = "unit"


ACTS = {
    "rename": UnitAct("更名", "unit.amend", forms.RenameForm, services.amend_unit, "pencil", "已更名。"),
    "alias": UnitAct("增加别称", "unit.amend", forms.AliasForm, services.add_alias, "tags", "已增加别称。"),
    "describe": UnitAct("改类别", "unit.amend", forms.DescribeForm, services.describe_unit, "card-text", "已保存。"),
    "move": UnitAct("调整上级", "unit.amend", forms.MoveForm, services.move_unit, "diagram-3", "已调整上级单位。"),
    "members": UnitAct(
        "编辑成员单位", "unit.amend", forms.MembersForm, services.choose_members, "people", "已保存成员单位。",
        "这类单位在各项行动里的职责，会分到每个成员单位。", "group",
    ),
    "code": UnitAct("登记区划代码", "unit.amend", forms.CodeForm, services.give_code, "123", "已登记代码。"),
    "close": UnitAct(
        "撤销", "unit.close", forms.CloseForm, services.close_unit, "x-circle", "已登记撤销。",
        "撤销后不能恢复。还有未办结的工作或者下级单位的，请改用合并或拆分，由别的单位承接。",
    ),
}  # fmt: skip
CODED = (UnitKind.TOWNSHIP, UnitKind.VILLAGE)
REORGANISED = frozenset(UnitKind) - {UnitKind.GROUP, UnitKind.GRID}


def acts_for(user: User, unit: Unit) -> list[str]:
    """What this person may do to the unit as it is."""
    if unit.closes_on:
        return []
    fitting = [
        act for act in ACTS
        if (act != "members" or unit.kind == UnitKind.GROUP)
        and (act != "move" or unit.kind != UnitKind.GROUP)
        and (act != "code" or unit.kind in CODED)
    ]  # fmt: skip
    return fitting if may(user, "unit.amend", unit) else []


def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One thing that is done to a unit."""
    user = cast(User, request.user)
    unit = tree.unit_for(user, pk)
    if act not in acts_for(user, unit):
        raise Http404
    chosen = ACTS[act]
    form = chosen.form(unit, request.POST if request.method == "POST" else None)
    if form.run(chosen.service, by=user, **{chosen.subject: unit}) is not None:
        messages.success(request, chosen.done)
        return redirect("orgs:unit", unit.pk)
    context = {"unit": unit, "form": form, "act": chosen, "is_grave": act == "close"}
    return render(request, "orgs/act.html", context, status=_status(form))


@require_POST
def remove_alias(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name away."""
    user = cast(User, request.user)
    unit = tree.unit_for(user, pk)
    _told(request, "已删除别称。", services.remove_alias, by=user, unit=unit, alias=request.POST.get("alias", ""))
    return redirect("orgs:unit", unit.pk)


@require_POST
def remove_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a code that was entered by mistake."""
    user = cast(User, request.user)
    code = tree.code_for(user, pk)
    _told(request, "已删除代码。", services.remove_code, by=user, code=code)
    return redirect("orgs:unit", code.unit_id)


def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Another post in place of this one."""
    user = cast(User, request.user)
    post = tree.post_for(user, pk)
    form = forms.ChangePostForm(post, request.POST if request.method == "POST" else None)
    if form.run(services.change_post, by=user, post=post):
        messages.success(request, "职务已调整，原职务留作历史。")
        return _back_from(post)
    return _post_page(request, post, form, "调整职务")


def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """The post ends."""
    user = cast(User, request.user)
    post = tree.post_for(user, pk)
    form = forms.EndPostForm(post, request.POST if request.method == "POST" else None)
    if form.run(services.end_posts, by=user, person=post.person, posts=[post]):
        messages.success(request, "职务已终止。")
        return _back_from(post)
    return _post_page(request, post, form, "终止职务")


def _post_page(request: HttpRequest, post: Post, form: ServiceForm, heading: str) -> HttpResponse:
    context = {"post": post, "form": form, "heading": heading}
    return render(request, "orgs/post.html", context, status=_status(form))


def _back_from(post: Post) -> HttpResponse:
    return redirect("orgs:unit", post.unit_id) if post.unit_id else redirect("orgs:units")


def _told(request: HttpRequest, done: str, service: Callable[..., Any], **given: Any) -> None:
    try:
        service(**given)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)


def _status(form: ServiceForm) -> int:
    return 422 if form.errors else 200
