"""The matters behind each figure of a score. A figure is their number, so that figure and rows cannot differ."""

from datetime import date

from django.db.models import Q, QuerySet

from zhuanban.ground.core.clock import end_of, now
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules import Measure
from zhuanban.work.matters.selectors import scored_matters

Evidence = dict[str, list[int]]


def evidence_of(campaign: Campaign, township: Unit, since: date, until: date) -> Evidence:
    """Figure → keys of the matters it counts, for the terms of the yardsticks (rules/yardsticks.py).

    Only what the township handles itself counts; what happened before the take-over never does (scored_matters).
    """

    def keys(measure: Measure, **narrowed: object) -> list[int]:
        rows = scored_matters(campaign, township, measure, since, until).filter(handler=township, **narrowed)
        return sorted(rows.values_list("pk", flat=True))

    closed = keys(Measure.CLOSED)
    overdue = overdue_at_the_end(campaign, township, until).values_list("pk", flat=True)
    return {
        "按期数": keys(Measure.ON_TIME),
        "应结数": sorted({*closed, *overdue}),
        "返工数": keys(Measure.CLOSED, rework_count__gt=0),
        "销号数": closed,
        "反弹数": keys(Measure.RELAPSE),
        "登记数": keys(Measure.REGISTERED),
    }


def overdue_at_the_end(campaign: Campaign, township: Unit, until: date) -> QuerySet[Matter]:
    """Matters that the township had in hand at the end of the day (or now, inside a period), late and not suspended.

    Without them, never finishing would score better than finishing late. Read from the clocks, which keep when each
    limit ended and stopped, so that a period computed again years later gives the same rows.
    """
    end = min(end_of(until), now())
    running = Q(assignments__clocks__stopped_at=None) | Q(assignments__clocks__stopped_at__gte=end)
    past = Q(assignments__unit=township, assignments__clocks__due_at__lt=end, assignments__clocks__paused_at=None)
    not_ended = Q(closed_at=None) | Q(closed_at__gte=end)
    entered = scored_matters(campaign, township, Measure.REGISTERED, None, until)
    return entered.filter(running & past).filter(not_ended).distinct()
