"""The office writes the units and the posts of its district."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import Person, Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES

allow(OFFICE_ROLES, "unit.amend", Unit, where=lambda me: Q(district=me.district_id))
allow(OFFICE_ROLES, "unit.close", Unit, where=lambda me: Q(district=me.district_id))
allow(OFFICE_ROLES, "post.change", Person, where=lambda me: Q(district=me.district_id))
