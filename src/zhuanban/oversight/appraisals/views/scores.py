"""Pages of the scores: the sheet of a period, what is behind a township's points, the matters behind a figure."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.forms import PeriodForm
from zhuanban.oversight.appraisals.rules.periods import Period, read_period
from zhuanban.oversight.appraisals.rules.yardsticks import TERMS
from zhuanban.oversight.appraisals.selectors.explanation import explanation_for, row_of
from zhuanban.oversight.appraisals.selectors.schemes import periods_of, published_schemes, scheme_covering
from zhuanban.oversight.appraisals.selectors.scores import (
    changes_between,
    latest_run,
    matters_behind,
    run_of,
    runs_of,
    score_for,
    scores_for,
    townships_in,
)
from zhuanban.oversight.appraisals.services import compute_scores
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for

PAGE_ROWS = 50


def period_asked_for(request: HttpRequest, action: Campaign, periods: list[Period]) -> Period | None:
    """The period of the address; else that of the newest finished scores; else the newest that may be scored."""
    asked = read_period(request.GET.get("period", ""))
    if asked in periods:
        return asked
    run = latest_run(action)
    return run.period if run else periods[0] if periods else None


@require_safe
def scores(request: HttpRequest, campaign: str) -> HttpResponse:
    """The sheet of a period: townships by rank, the points of each row, what changed since the run before."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    schemes = published_schemes(action)
    periods = periods_of(schemes)
    period = period_asked_for(request, action, periods)
    runs = list(runs_of(action, period)[:2]) if period else []
    lines = scores_for(user, runs[0]) if runs else []
    scheme = scheme_covering(schemes, period) if period else None
    page = {
        "campaign": action,
        "has_scheme": bool(schemes),
        "first_day": schemes[0].starts_on if schemes else None,
        "periods": periods,
        "period": period,
        "scheme": scheme,
        "run": runs[0] if runs else None,
        "lines": lines,
        "heads": lines[0].rows if lines else [],
        "changes": changes_between(runs[1], runs[0], townships_in(lines)) if len(runs) == 2 else [],
        "may_compute": scheme is not None and may(user, "score.compute", scheme),
    }
    return render(request, "appraisals/scores.html", page)


@require_POST
def compute(request: HttpRequest, campaign: str) -> HttpResponse:
    """Compute a period."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    schemes = published_schemes(action)
    form = PeriodForm(request.POST, periods=periods_of(schemes))
    if not form.is_valid():
        messages.error(request, "请选择可以计分的考核周期。")
        return redirect("appraisals:scores", campaign)
    period: Period = form.cleaned_data["period"]
    before = run_of(action, period)
    run = form.run(compute_scores, by=user, scheme=scheme_covering(schemes, period))
    if run is None:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    elif before == run:
        messages.success(request, f"已复算{period.name}：数据没有变动，结果与上次一致。")
    else:
        messages.success(request, f"已计算{period.name}得分。")
    return redirect(f"{reverse('appraisals:scores', args=[campaign])}?period={period.key}")


@require_safe
def explain(request: HttpRequest, campaign: str, township: int) -> HttpResponse:
    """Every point of a township with its rule, its figures and the matters that cost points."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    periods = periods_of(published_schemes(action))
    period = period_asked_for(request, action, periods)
    run = run_of(action, period) if period else None
    if run is None:
        raise Http404
    page = {
        "campaign": action,
        "period": period,
        "periods": periods,
        "run": run,
        "explanation": explanation_for(user, action, run, township),
    }
    return render(request, "appraisals/explain.html", page)


@require_safe
def rows(request: HttpRequest, campaign: str, township: int) -> HttpResponse:
    """Exactly the matters that one figure counts."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    period = read_period(request.GET.get("period", ""))
    run = run_of(action, period) if period else None
    if run is None:
        raise Http404
    line = score_for(user, run, township)
    figure = request.GET.get("figure", "")
    score = row_of(line, request.GET.get("code", ""), figure)
    matters = Paginator(matters_behind(user, action, score, figure), PAGE_ROWS)
    page = {
        "campaign": action,
        "period": period,
        "run": run,
        "line": line,
        "score": score,
        "figure": figure,
        "count": score.figures[figure],
        "meaning": TERMS[figure].meaning,
        "page": matters.get_page(request.GET.get("page", "1")),
    }
    return render(request, "appraisals/rows.html", page)
