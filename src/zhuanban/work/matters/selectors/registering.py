"""What a person can register, and where."""

from django.db.models import QuerySet

from rulebook.model import Value
from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import existing_on
from zhuanban.plan.campaigns.models import Campaign


def facts_now() -> dict[str, Value]:
    """What the rules of fields know of a matter that is found and registered today."""
    return {"登记日": clock.today(), "发现日": clock.today()}


def may_register(user: User, campaign: Campaign) -> bool:
    """Whether this person can register matters in the action now."""
    return campaign.state == Campaign.State.RUNNING and may(user, "matter.register", campaign)


def townships_to_register(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The townships for which this person can register matters."""
    units = permitted(user, "matter.register_at", Unit, within=campaign.pk).filter(district=campaign.district_id)
    return units.filter(existing_on(clock.today())).order_by("pk")
