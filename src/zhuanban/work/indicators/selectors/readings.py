"""Reading indicators and the values entered for them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import is_recused, townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import targets_of
from zhuanban.work.indicators.models import Indicator, Reading

PAGE_ROWS = 50
WHOLE_DISTRICT = "0"


def indicators_for(user: User, campaign: Campaign) -> QuerySet[Indicator]:
    """The indicators of the action with their clauses, in the order in which the notice names them."""
    rows = permitted(user, "indicator.view", Indicator).filter(campaign=campaign)
    return rows.select_related("clause__current").order_by("pk")


def indicator_for(user: User, campaign: Campaign, uid: UUID) -> Indicator:
    """One indicator of the action; 404 where the person may not see it."""
    return get_object_or_404(indicators_for(user, campaign).select_related("campaign__district"), uid=uid)


def reading_for(user: User, campaign: Campaign, uid: UUID) -> Reading:
    """One version of a reading; 404 where the person may not see it."""
    rows = permitted(user, "reading.view", Reading).filter(indicator__campaign=campaign)
    return get_object_or_404(rows.select_related("indicator__campaign__district", "township"), uid=uid)


def readings_of(indicator: Indicator) -> QuerySet[Reading]:
    """Every version of every reading, the newest day first, the version in force before those it replaced."""
    rows = Reading.objects.filter(indicator=indicator).select_related("township", "entered_by")
    return rows.order_by("-on", "township_id", "-version")


def recordable_townships(user: User, indicator: Indicator) -> list[Unit | None]:
    """For whom this person may enter a reading: None stands for the whole district, which comes first."""
    townships = townships_of(indicator.campaign.district_id)
    if may(user, "reading.record", indicator):
        return [None, *townships]
    if may(user, "reading.record_own", indicator):
        own = permitted(user, "reading.record_here", Unit, within=indicator.campaign_id)
        return list(own.filter(pk__in=townships).order_by("pk"))
    return []


def stands_back(user: User, reading: Reading) -> bool:
    """Whether the person leaves a correction to others: it is about its own township, and others entered it (回避)."""
    return is_recused(user, reading.township_id) and not may(user, "reading.correct_own", reading)


def left_to_others(user: User, readings: Iterable[Reading]) -> set[int]:
    """The keys of those readings that stands_back() names; one query for all."""
    about_own = {reading.pk for reading in readings if is_recused(user, reading.township_id)}
    if not about_own:
        return set()
    mine = permitted(user, "reading.correct_own", Reading).filter(pk__in=about_own)
    return about_own - set(mine.values_list("pk", flat=True))


def action_of(campaign_id: int | None) -> Campaign:
    """The action of an event."""
    return get_object_or_404(Campaign.objects.select_related("district"), pk=campaign_id)


def readings_page(indicator: Indicator, asked: str, number: str) -> Page[Reading]:
    """Fifty rows of the readings; `asked` names a township, 0 the whole district, anything else stands for all."""
    rows = readings_of(indicator)
    if asked == WHOLE_DISTRICT:
        rows = rows.filter(township=None)
    elif asked.isascii() and asked.isdecimal() and len(asked) < 12:
        rows = rows.filter(township_id=int(asked))
    return Paginator(rows, PAGE_ROWS).get_page(number)


def followed_by_clause(campaign: Campaign, clauses: Collection[int]) -> dict[int, list[tuple[Indicator, int]]]:
    """Clause → the indicators that its targets read, each with how many readings are in force; two queries."""
    counted = Indicator.objects.filter(campaign=campaign)
    counted = counted.annotate(count=Count("readings", Q(readings__is_current=True)))
    indicators = {indicator.name: (indicator, indicator.count) for indicator in counted}
    found: dict[int, dict[str, tuple[Indicator, int]]] = {}
    for clause, name in targets_of(campaign).filter(clause__in=clauses).values_list("clause", "indicator"):
        if name in indicators:
            found.setdefault(clause, {})[name] = indicators[name]
    return {clause: list(named.values()) for clause, named in found.items()}
