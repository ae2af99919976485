"""The office writes the units, the posts and the phones of its district; everybody writes the own phone."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import Person, Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role

allow(OFFICE_ROLES, "unit.amend", Unit, where=lambda me: Q(district=me.district_id))
allow(OFFICE_ROLES, "unit.close", Unit, where=lambda me: Q(district=me.district_id))
allow(OFFICE_ROLES, "post.change", Person, where=lambda me: Q(district=me.district_id))
# Whoever looks after people or accounts enters how to reach them, and everybody for oneself.
allow((*OFFICE_ROLES, Role.SYSTEM_ADMIN), "person.contact", Person, where=lambda me: Q(district=me.district_id))
allow(Role.values, "person.contact", Person, where=lambda me: Q(user=me.user_id))
