"""Standing duties judged by exception: one table of the action by month, each cell opening its rows."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.rules.exceptions import EXCEPTIONS, Month, Why, month_named
from zhuanban.work.matters.selectors.exceptions import account_of, lines_of, reason_of, standing_clauses, unlooked_in

PAGE = 50


def _month(request: HttpRequest, action: Campaign) -> dict[str, object]:
    """The month asked for, with its neighbours within the action."""
    today = clock.today()
    first = action.starts_on or today
    month = month_named(request.GET.get("month", ""), min(first, today), today)
    return {
        "month": month,
        "earlier": Month(month.before) if month.first > first else None,
        "later": Month(month.after) if month.after <= today else None,
        "is_present": month.has(today),
    }


@require_safe
def standing(request: HttpRequest, campaign: str) -> HttpResponse:
    """Duty × township: in order, or its exceptions."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    chosen = _month(request, action)
    context = {
        "campaign": action,
        "account": account_of(user, action, cast(Month, chosen["month"])),
        "exceptions": EXCEPTIONS,
        "may_dispatch": may(user, "matter.view_dispatching", action),
        **chosen,
    }
    return render(request, "matters/standing.html", context)


@require_safe
def standing_cell(request: HttpRequest, campaign: str, clause: int, unit: int) -> HttpResponse:
    """One duty in one township: the rows of the month, the exceptions first."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    asked = next((each for each in standing_clauses(user, action) if each.pk == clause), None)
    if asked is None:
        raise Http404
    town: Unit = get_object_or_404(townships_of(action.district_id), pk=unit)
    chosen = _month(request, action)
    month = cast(Month, chosen["month"])
    rows = Paginator(lines_of(user, action, month, asked, town), PAGE).get_page(request.GET.get("page"))
    looks = unlooked_in(user, action, month)
    context = {
        "campaign": action,
        "clause": asked,
        "town": town,
        "page": rows,
        "lines": [(row, why.label, why == Why.OWN) for row in rows.object_list for why in [reason_of(row)]],
        "looks": [care for care in looks if (care.matter.clause_id, care.matter.township_id) == (clause, unit)],
        "query": f"month={month.key}",
        **chosen,
    }
    return render(request, "matters/standing_cell.html", context)
