"""The office writes the units and the posts of its district."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.orgs.models import Person, Unit
from zhuanban.ground.orgs.rules import Role

allow(Role.OFFICE, "unit.amend", Unit, where=lambda me: Q(district=me.district_id))
allow(Role.OFFICE, "unit.close", Unit, where=lambda me: Q(district=me.district_id))
allow(Role.OFFICE, "post.change", Person, where=lambda me: Q(district=me.district_id))
