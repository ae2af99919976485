"""The plan as everybody reads it, and one clause of it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import overview as reading
from zhuanban.plan.campaigns.selectors.matrix import row_of
from zhuanban.plan.campaigns.selectors.plan import campaign_for, clause_for, pending_of


@require_safe
def overview(request: HttpRequest, campaign: str) -> HttpResponse:
    """Phases on a time line, the clauses with what they ask, money, citations, the task force."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    nodes = reading.tree_of(action)
    context = {
        "campaign": action,
        "line": reading.line_of_time(action, clock.today()),
        "nodes": nodes,
        "task_count": sum(node.is_task for node in nodes),
        "demand_count": sum(len(node.demands) for node in nodes),
        "targets": [target for node in nodes for target in node.targets],
        "money": reading.money_of(action),
        "citations": reading.citations_of(action),
        "roster": list(reading.roster_of(action)),
        "recusals": reading.recusals_in(action),
        "may_correct": may(user, "campaign.correct", action),
        "may_see_amendment": may(user, "campaign.view_amendment", action),
        "pending": pending_of(action),
    }
    return render(request, "campaigns/overview.html", context)


@require_safe
def clause(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """The words of a clause, its units and their persons, and what higher rooms know of it."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = clause_for(user, action, pk)
    before, after = reading.neighbours_of(row)
    context = {
        "campaign": action,
        "clause": row,
        "node": reading.node_of(row),
        "row": row_of(row),
        "money": reading.money_in(row),
        "before": before,
        "after": after,
        "timeline": timeline_of("clause", row.pk),
        "may_assign": row.repealed_in_id is None and may(user, "campaign.assign", action),
        "may_correct": may(user, "campaign.correct", action),
    }
    return render(request, "campaigns/clause.html", context)
