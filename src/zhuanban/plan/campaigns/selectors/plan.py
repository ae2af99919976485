"""Reading the action and its plan."""

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion


def campaigns_for(user: User) -> QuerySet[Campaign]:
    """The actions this person sees, the newest first."""
    return permitted(user, "campaign.view", Campaign).select_related("district", "office_unit").order_by("-pk")


def campaign_for(user: User, slug: str) -> Campaign:
    """The action of this address; 404 where the person may not see it."""
    campaign = campaigns_for(user).filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return campaign


def clauses_of(campaign: Campaign) -> QuerySet[Clause]:
    """The clauses in force, in the order of the text, with their words."""
    clauses = Clause.objects.filter(campaign=campaign, current__isnull=False)
    return clauses.select_related("current").order_by("current__order")


def tasks_of(campaign: Campaign) -> QuerySet[Clause]:
    """The clauses that are work for units, in the order of the text."""
    return clauses_of(campaign).filter(current__kind=ClauseVersion.Kind.TASK)
