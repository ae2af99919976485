"""The page about the system is for the three administrators: accounts for two of them, the journal for the auditor."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import District
from zhuanban.ground.orgs.rules import Role

allow(
    [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN],
    "system.view",
    District,
    where=lambda me: Q(pk=me.district_id),
)
