"""What a person can register, and where."""

from django.db.models import QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import existing_on
from zhuanban.plan.campaigns.models import Campaign


def may_register(user: User, campaign: Campaign) -> bool:
    """Whether this person can register matters in the action now."""
    return campaign.state == Campaign.State.RUNNING and may(user, "matter.register", campaign)


def townships_to_register(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The townships for which this person can register matters."""
    units = permitted(user, "matter.register_at", Unit, within=campaign.pk).filter(district=campaign.district_id)
    return units.filter(existing_on(clock.today())).order_by("pk")
