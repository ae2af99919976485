"""The system administrator opens, disables and resets accounts; the security administrator lets people try again,
and takes second factors from whoever lost them.
"""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import Person, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role

allow(tuple(sorted(THREE_ADMINISTRATORS)), "account.view", User, where=lambda me: Q(district=me.district_id))
allow(Role.SYSTEM_ADMIN, "account.manage", User, where=lambda me: Q(district=me.district_id))
allow(Role.SYSTEM_ADMIN, "account.open", Person, where=lambda me: Q(district=me.district_id))
allow(Role.SECURITY_ADMIN, "account.unlock", User, where=lambda me: Q(district=me.district_id) & ~Q(pk=me.user_id))
allow(Role.SECURITY_ADMIN, "factor.reset", User, where=lambda me: Q(district=me.district_id) & ~Q(pk=me.user_id))
