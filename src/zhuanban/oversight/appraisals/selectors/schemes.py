"""Reading schemes and the periods they score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from rulebook.schemes import Scheme as Rules
from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import is_recused, townships_of
from zhuanban.oversight.appraisals.models import Scheme
from zhuanban.oversight.appraisals.rules.periods import Period, months_between, quarters_between
from zhuanban.oversight.appraisals.rules.scheme_text import Printed, faults_of, printed, scheme_of, sentence_of
from zhuanban.plan.campaigns.models import Campaign

SHIPPED = Path(__file__).resolve().parents[1] / "schemes" / "loop-2024.yaml"


@dataclass(frozen=True)
class SchemeSheet:
    """A scheme as its page prints it: rows with their examples, or the faults that keep it from being published."""

    rules: Rules | None
    rows: list[Printed]
    faults: list[str]


def sheet_of_scheme(scheme: Scheme) -> SchemeSheet:
    """Rows and faults of a version."""
    if faults := faults_of(scheme.text):
        return SchemeSheet(None, [], [sentence_of(fault) for fault in faults])
    rules = scheme_of(scheme.text)
    return SchemeSheet(rules, printed(rules), [])


def shipped_text() -> str:
    """The scheme that the product brings along."""
    return SHIPPED.read_text(encoding="utf-8")


def action_of(campaign_id: int | None) -> Campaign:
    """The action of an event."""
    return get_object_or_404(Campaign.objects.select_related("district"), pk=campaign_id)


def campaigns_scored() -> list[Campaign]:
    """The running actions that have a published scheme."""
    scored = Scheme.objects.filter(published_at__isnull=False).values("campaign_id")
    return list(Campaign.objects.filter(pk__in=scored, state=Campaign.State.RUNNING).order_by("pk"))


def has_scheme(campaign: Campaign) -> bool:
    """Whether the action has any version of a scheme, published or not."""
    return Scheme.objects.filter(campaign=campaign).exists()


def schemes_for(user: User, campaign: Campaign) -> QuerySet[Scheme]:
    """The schemes of the action that this person may see, the newest first."""
    rows = permitted(user, "scheme.view", Scheme).filter(campaign=campaign)
    return rows.select_related("campaign__district", "published_by").order_by("-number")


def scheme_for(user: User, campaign: Campaign, number: int) -> Scheme:
    """One version; 404 where the person may not see it."""
    return get_object_or_404(schemes_for(user, campaign), number=number)


def published_schemes(campaign: Campaign) -> list[Scheme]:
    """The published versions in the order of the days they score."""
    rows = Scheme.objects.filter(campaign=campaign, published_at__isnull=False)
    return list(rows.select_related("campaign__district").order_by("starts_on", "number"))


def scheme_covering(schemes: Sequence[Scheme], period: Period) -> Scheme | None:
    """The scheme that scores this period: published before it began and in force over all of it."""
    return next((scheme for scheme in schemes if scheme.covers(period.since, period.until)), None)


def periods_of(schemes: Sequence[Scheme], today: date | None = None) -> list[Period]:
    """The months and quarters that have begun and may be scored, the newest first, a quarter before its months."""
    day = today or clock.today()
    found: list[Period] = []
    for scheme in schemes:
        if scheme.starts_on is None or scheme.starts_on > day:
            continue
        last = min(scheme.ends_on, _end_of_year(day)) if scheme.ends_on else _end_of_year(day)
        found += months_between(scheme.starts_on, last) + quarters_between(scheme.starts_on, last)
    begun = (period for period in dict.fromkeys(found) if period.since <= day)
    return sorted(begun, key=lambda period: (period.until, period.until - period.since), reverse=True)


def recused_townships(user: User, campaign: Campaign) -> list[Unit]:
    """The appraised townships in which the person holds a post or a seat (回避)."""
    return [unit for unit in townships_of(campaign.district_id) if is_recused(user, unit.pk)]


def _end_of_year(day: date) -> date:
    return date(day.year, 12, 31)
