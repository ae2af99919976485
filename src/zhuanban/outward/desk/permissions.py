"""The page about the system is for the three administrators: accounts for two of them, the journal for the auditor."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.journal.models import Delivery
from zhuanban.ground.orgs.models import District
from zhuanban.ground.orgs.rules import Role
from zhuanban.plan.campaigns.models import Campaign

allow(
    [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN],
    "system.view",
    District,
    where=lambda me: Q(pk=me.district_id),
)
allow(
    Role.SYSTEM_ADMIN,
    "delivery.settle",
    Delivery,
    where=lambda me: Q(entry__campaign_id=None)
    | Q(entry__campaign_id__in=Campaign.objects.filter(district=me.district_id).values("pk")),
)
