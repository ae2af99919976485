"""The desk: what needs a person today, the action at a glance, a township on one page."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.approvals.selectors import waiting_for
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.selectors import latest
from zhuanban.ground.journal.services import settle_delivery
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, THREE_ADMINISTRATORS, Role
from zhuanban.ground.search.selectors import MOST
from zhuanban.ground.search.selectors.looking_up import PAGE as FOUND
from zhuanban.ground.search.selectors.looking_up import look_up
from zhuanban.outward.desk.forms import SearchForm
from zhuanban.outward.desk.selectors import cockpit as board
from zhuanban.outward.desk.selectors import system as house
from zhuanban.outward.desk.selectors import township as town
from zhuanban.outward.desk.selectors.home import lines_for
from zhuanban.outward.desk.selectors.navigation import campaign_of
from zhuanban.outward.desk.selectors.todo import counted, todo_for, todos_for
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for, campaigns_for, phase_on
from zhuanban.work.indicators.selectors import statuses_of
from zhuanban.work.matters.selectors.lists import rows_shown

PAGE, MOST_NEWS = 50, 9
# They see every room's rows; an inspector sees every matter, but no draft of a document.
INSIDERS = (*OFFICE_ROLES, Role.LEADER)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person today, by its roles."""
    user = cast(User, request.user)
    campaign = campaign_of(user, request.GET.get("c", ""))
    roles = [seat.get_role_display() for seat in user.seats]
    context: dict[str, Any] = {"campaign": campaign, "today": clock.today(), "roles": roles}
    if user.has_role(*THREE_ADMINISTRATORS):
        return render(request, "desk/administrator.html", context | house.figures_for(user))
    if campaign and campaign.state == Campaign.State.RUNNING:
        context |= {"lines": lines_for(user, campaign), **_own_figures(user, campaign)}
    elif campaign:
        context["may_review"] = may(user, "campaign.correct", campaign)
    return render(request, "desk/home.html", context)


def _own_figures(user: User, campaign: Campaign) -> dict[str, Any]:
    """Five figures and the latest news for those who see the whole action; its own figures for a township."""
    if board.sees_all(user):
        figures = board.five_figures(campaign, board.tiles_of(campaign))
        about = () if user.has_role(*INSIDERS) else ("matter",)
        return {"figures": figures, "rows": "?", "news": latest(campaign.pk, MOST_NEWS, about)}
    if unit := next((seat.unit for seat in user.seats if seat.role == Role.TOWNSHIP), None):
        tiles = [tile for tile in board.tiles_of(campaign) if tile.unit.pk == unit.pk]
        return {"figures": board.five_figures(campaign, tiles, [unit]), "rows": f"?township={unit.pk}&"}
    return {}


@require_safe
def cockpit(request: HttpRequest, campaign: str) -> HttpResponse:
    """The action at a glance; every figure opens its rows."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    tiles = board.tiles_of(action)
    context = {
        "campaign": action,
        "today": clock.today(),
        "phase": phase_on(action, clock.today()),
        "figures": board.five_figures(action, tiles),
        "opens": board.sees_all(user),
        "line": board.time_line(action),
        "tiles": tiles,
        "boards": statuses_of(action),
        "reds": board.reds_of(user, action),
        "lines": lines_for(user, action) if action.state == Campaign.State.RUNNING else [],
    }
    return render(request, "desk/cockpit.html", context)


@require_safe
def township(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """A township on one page, also on paper."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    unit = town.township_of(action, pk)
    tiles = [tile for tile in board.tiles_of(action) if tile.unit.pk == unit.pk]
    context = {
        "campaign": action,
        "today": clock.today(),
        "phase": phase_on(action, clock.today()),
        "township": unit,
        "rows": f"?township={unit.pk}&",
        "figures": board.five_figures(action, tiles, [unit]),
        "opens": board.sees_all(user, unit),
        "reds": board.reds_of(user, action, unit),
        "tasks": town.tasks_at(action, unit),
        "statuses": town.statuses_at(action, unit),
        "people": town.people_at(unit),
    }
    return render(request, "desk/township.html", context)


@require_safe
def todo(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The very rows that a line of the home page counts."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    item = todo_for(user, key)
    page = Paginator(item.rows(user, action), PAGE).get_page(request.GET.get("page"))
    context = {"campaign": action, "todo": item, "page": page, "rows": rows_shown(page.object_list, {})}
    return render(request, "desk/todo.html", context)


@require_safe
def search(request: HttpRequest, campaign: str) -> HttpResponse:
    """Everything that holds the words and that the person may see; the address holds the filter."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = SearchForm(request.GET, campaign=action, campaigns=campaigns_for(user))
    wanted, number = form.wanted(), request.GET.get("page", "1")
    actions = form.actions()
    page = int(number) if number.isascii() and number.isdigit() else 1
    results = look_up(user, actions, wanted, page, counts_kinds=True)
    is_everywhere = len(actions) > 1
    context = {
        "campaign": action,
        "form": form,
        "wanted": wanted,
        "results": results,
        "page": Paginator(range(results.count), FOUND).get_page(results.page),
        "overflown": sum(results.kinds.values()) >= MOST,
        "is_everywhere": is_everywhere,
        "is_narrowed": is_everywhere or any((wanted.town, wanted.state, wanted.since, wanted.until)),
    }
    return render(request, "desk/search.html", context)


@require_safe
def counts(request: HttpRequest, campaign: str) -> HttpResponse:
    """The counts beside the links, fetched by the page after it is shown."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    waiting = {item.key: count for item, count in counted(todos_for(user), user, action)}
    approvals = waiting_for(user).count() if user.has_role(Role.LEADER, *OFFICE_ROLES) else 0
    shown = {
        "approvals-inbox": approvals,
        "matters-ledger": waiting.get("red", waiting.get("overdue", 0)),
        "patrols-phone": waiting.get("verify", 0),
    }
    return render(request, "desk/_counts.html", {"counts": shown})


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """For the three administrators: the seal of the journal, deliveries that failed, accounts."""
    user = cast(User, request.user)
    if user.district is None or not may(user, "system.view", user.district):
        raise Http404
    context: dict[str, Any] = {"accounts": house.accounts_in(user)}
    if user.has_role(Role.SYSTEM_ADMIN):
        context["dead"] = house.dead_shown(user)
    return render(request, "desk/system.html", context)


@require_POST
def settle(request: HttpRequest, pk: int, *, again: bool) -> HttpResponse:
    """Try a failed delivery again, or give it up."""
    user = cast(User, request.user)
    delivery = house.delivery_for(user, pk)
    try:
        settle_delivery(by=user, delivery=delivery, again=again)
    except Invalid as rejected:
        messages.error(request, rejected.message)
    else:
        messages.success(request, "已交后台重新办理。" if again else "已放弃，不再办理。")
    return redirect("desk:system")
