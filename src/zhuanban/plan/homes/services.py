"""The office assigns a home to a demand by hand, and takes it back."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Demand
from zhuanban.plan.homes.events import HomeAssigned, HomeTakenBack
from zhuanban.plan.homes.models import HomeChoice
from zhuanban.plan.homes.rules.contributions import homes_for
from zhuanban.plan.homes.selectors import NONE


@transaction.atomic
def assign_home(*, by: User, campaign: Campaign, demand: Demand, home: str) -> HomeChoice:
    """Say where a demand is worked on; once a demand and home."""
    require(by, "home.assign", campaign)
    campaign = lock(campaign)
    name = name_of(campaign, home)
    if not name:
        raise Invalid("没有这个落点，请重新选择。", "home")
    clause = demand.clause
    said = {"chosen_by": by, "chosen_at": clock.now(), "campaign": campaign}
    choice, fresh = HomeChoice.objects.get_or_create(clause=clause, demand=demand.text, home=home, defaults=said)
    if not fresh:
        raise Invalid("这项要求已经指定过这个落点。", "home")
    event = HomeAssigned(
        clause_id=clause.pk, clause=str(clause), home=name, choice_id=choice.pk, campaign_id=campaign.pk
    )  # fmt: skip
    record(event, by=by)
    return choice


@transaction.atomic
def take_home_back(*, by: User, campaign: Campaign, choice: HomeChoice) -> None:
    """Undo an assignment by hand."""
    require(by, "home.assign", campaign)
    campaign = lock(campaign)
    clause, name = choice.clause, name_of(campaign, choice.home) or choice.home
    choice.delete()
    record(HomeTakenBack(clause_id=clause.pk, clause=str(clause), home=name, campaign_id=campaign.pk), by=by)


def name_of(campaign: Campaign, key: str) -> str:
    """The name of a home; empty where there is none."""
    if key == HomeChoice.NONE:
        return NONE.name
    return next((home.name for home in homes_for(campaign.pk) if home.key == key), "")
