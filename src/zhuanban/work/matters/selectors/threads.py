"""Matters as things that are commented on: who sees one sees its thread."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.threads.rules.subjects import About, Subject
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, MatterScope
from zhuanban.work.matters.permissions import UNITS, WHOLE_CAMPAIGN
from zhuanban.work.matters.selectors.searching import MATTER


def matters_commented(user: User, keys: Collection[int]) -> dict[int, About]:
    """Those of these matters that the person may see."""
    rows = permitted(user, "matter.view", Matter).filter(pk__in=keys).select_related("campaign")
    return {row.pk: _about(row) for row in rows}


def _about(row: Matter) -> About:
    return About(
        kind=MATTER,
        key=row.pk,
        campaign_id=row.campaign_id,
        action=row.campaign.slug,
        title=f"{row.number} {row.title}",
        address=reverse("matters:detail", args=[row.campaign.slug, row.uid]),
        takes_comments=row.campaign.state == Campaign.State.RUNNING,
    )


def readers_of_matter(key: int) -> Q:
    """The seats that see the matter: those of the whole action, and those of the units that it concerns."""
    row = Matter.objects.select_related("campaign").get(pk=key)
    here = Q(district=row.campaign.district_id) & (Q(campaign_id=None) | Q(campaign_id=row.campaign_id))
    units = MatterScope.objects.filter(matter=key).values("unit")
    return here & (Q(role__in=WHOLE_CAMPAIGN) | Q(role__in=UNITS, unit__in=units))


COMMENTED = Subject(MATTER, "事项", matters_commented, readers_of_matter)
