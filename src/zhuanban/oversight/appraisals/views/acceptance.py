"""Pages of acceptance: the matrix of clauses × townships, and one cell with its statement and decision."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.oversight.appraisals.forms import DecisionForm
from zhuanban.oversight.appraisals.rules.acceptance import obstacles
from zhuanban.oversight.appraisals.selectors.acceptance import acceptance_for, lines_for, stated_on, tally_of
from zhuanban.oversight.appraisals.services import decide_acceptance, make_statements
from zhuanban.plan.campaigns.selectors import campaign_for, standings_of


@require_safe
def acceptance(request: HttpRequest, campaign: str) -> HttpResponse:
    """The matrix: every task in every township."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    lines = lines_for(user, action)
    page = {
        "campaign": action,
        "lines": lines,
        "standings": standings_of(action),
        "heads": [cell.township for cell in lines[0].cells] if lines else [],
        "tally": tally_of(lines),
        "stated_on": stated_on(lines),
        "may_state": may(user, "acceptance.state", action),
    }
    return render(request, "appraisals/acceptance.html", page)


@require_POST
def state(request: HttpRequest, campaign: str) -> HttpResponse:
    """Make the statements from the data."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    try:
        count = make_statements(by=user, campaign=action)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"已由数据生成 {count} 项自查说明。")
    return redirect("appraisals:acceptance", campaign)


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance_cell(request: HttpRequest, campaign: str, clause: int, township: int) -> HttpResponse:
    """Standard, statement from data, decision."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    cell = acceptance_for(user, action, clause, township)
    form = DecisionForm(request.POST or None)
    if form.run(decide_acceptance, by=user, acceptance=cell):
        messages.success(request, "已记录验收结论。")
        return redirect("appraisals:acceptance_cell", campaign, clause, township)
    page = {
        "campaign": action,
        "cell": cell,
        "standing": standings_of(action).get(clause),
        "standard": cell.standard.split("\n"),
        "statement": cell.statement,
        "against": obstacles(cell.statement),
        "form": form,
        "may_decide": may(user, "acceptance.decide", cell) and not cell.is_settled,
        "recused": is_recused(user, township),
        "timeline": timeline_of("acceptance", cell.pk),
    }
    return render(request, "appraisals/acceptance_cell.html", page)
