"""Who works with people sees how to reach them, with a reason; who watches over it sees that they did."""

from django.db.models import Q, QuerySet

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.models import District, Person, Post, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.ground.privacy.models import Hold


def _serving_in(unit_id: int | None) -> "QuerySet[Post]":
    return Post.objects.filter(unit=unit_id, ends_on=None).values("person")  # type: ignore[return-value]


def _of_district(me: Seat) -> Q:
    return Q(pk=me.district_id)


allow((*OFFICE_ROLES, Role.LEADER), "person.reveal", Person, where=lambda me: Q(district=me.district_id))
# Colleagues of the own unit.
allow(
    (Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE), "person.reveal", Person,
    where=lambda me: Q(district=me.district_id, pk__in=_serving_in(me.unit_id)),
)  # fmt: skip
allow(OFFICIALS, "person.look", Person, where=lambda me: Q(district=me.district_id))
allow(Role.SYSTEM_ADMIN, "person.look", Person, where=lambda me: Q(district=me.district_id))
allow((Role.SECURITY_ADMIN, Role.AUDITOR), "reveals.view", District, where=_of_district)
allow(Role.AUDITOR, "reveals.reasons", District, where=_of_district)
allow(Role.SECURITY_ADMIN, "person.copy", User, where=lambda me: Q(district=me.district_id))
allow(Role.SECURITY_ADMIN, "hold.begin", District, where=_of_district)
allow(Role.SECURITY_ADMIN, "hold.end", Hold, where=lambda me: Q(district=me.district_id))
allow((Role.SECURITY_ADMIN, Role.AUDITOR), "retention.view", District, where=_of_district)
