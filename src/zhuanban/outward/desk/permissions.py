"""The page about the system is for the three administrators: accounts for two of them, the journal for the auditor."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.journal.models import Delivery
from zhuanban.ground.orgs.models import District
from zhuanban.ground.orgs.permissions import my_district
from zhuanban.ground.orgs.rules import Role
from zhuanban.plan.campaigns.models import Campaign


def of_my_district(me: Seat) -> Q:
    """本区县和不属于任何区县的: deliveries of the district's actions, and those of no action."""
    actions = Campaign.objects.filter(district=me.district_id).values("pk")
    return Q(entry__campaign_id=None) | Q(entry__campaign_id__in=actions)


allow([Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN], "system.view", District, where=my_district)
allow(Role.SYSTEM_ADMIN, "delivery.settle", Delivery, where=of_my_district)
in_words({"system.view": "查看系统运行情况", "delivery.settle": "重试、放弃失败的投递"})
