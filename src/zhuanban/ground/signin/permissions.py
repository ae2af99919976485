"""Second factors: one's own without asking; the security administrator takes them from whoever lost them."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role

allow(Role.SECURITY_ADMIN, "factor.reset", User, where=lambda me: Q(district=me.district_id) & ~Q(pk=me.user_id))
