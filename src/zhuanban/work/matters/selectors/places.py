"""What was done before at a place."""

from datetime import datetime

from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.rules.loop import RELAPSE_WINDOW, State


def closed_before_at(
    campaign: Campaign, township: Unit, kind: Kind, place: str, happened_at: datetime
) -> Matter | None:
    """The newest matter of this kind closed at this place of the township within 180 days before the instant."""
    closed = Matter.objects.filter(campaign=campaign, place=place, kind=kind, township=township, state=State.CLOSED)
    recent = closed.filter(closed_at__gte=happened_at - RELAPSE_WINDOW, closed_at__lte=happened_at)
    return recent.only("pk", "number").order_by("-closed_at", "-pk").first()
