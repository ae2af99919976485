"""Clauses as things that are commented on: whoever sees the plan sees the thread."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICIALS
from zhuanban.ground.threads.rules.subjects import About, Subject
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors.searching import CLAUSE


def clauses_commented(user: User, keys: Collection[int]) -> dict[int, About]:
    """Those of these clauses that the person may see."""
    rows = permitted(user, "clause.view", Clause).filter(pk__in=keys, current__isnull=False)
    return {row.pk: _about(row) for row in rows.select_related("campaign", "current")}


def _about(row: Clause) -> About:
    return About(
        kind=CLAUSE,
        key=row.pk,
        campaign_id=row.campaign_id,
        action=row.campaign.slug,
        title=f"{row.current.marker}{row.current.title}" if row.current else str(row),
        address=reverse("campaigns:clause", args=[row.campaign.slug, row.pk]),
        takes_comments=row.campaign.state == Campaign.State.RUNNING,
    )


def readers_of_clause(key: int) -> Q:
    """The seats that see the clause: every official's in its action."""
    campaign = Campaign.objects.get(clauses=key)
    here = Q(campaign_id=None) | Q(campaign_id=campaign.pk)
    return Q(district=campaign.district_id, role__in=OFFICIALS) & here


COMMENTED = Subject(CLAUSE, "条款", clauses_commented, readers_of_clause)
