"""Who works with people sees how to reach them, with a reason; who watches over it sees that they did."""

from django.db.models import Q, QuerySet

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import District, Person, Post, User
from zhuanban.ground.orgs.permissions import my_district, of_my_district
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.ground.privacy.models import Hold


def _serving_in(unit_id: int | None) -> "QuerySet[Post]":
    return Post.objects.filter(unit=unit_id, ends_on=None).values("person")  # type: ignore[return-value]


def colleagues(me: Seat) -> Q:
    """本单位在职的: people with a post in the seat's unit."""
    return Q(district=me.district_id, pk__in=_serving_in(me.unit_id))


allow((*OFFICE_ROLES, Role.LEADER), "person.reveal", Person, where=of_my_district)
allow((Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE), "person.reveal", Person, where=colleagues)
allow(OFFICIALS, "person.look", Person, where=of_my_district)
allow(Role.SYSTEM_ADMIN, "person.look", Person, where=of_my_district)
allow((Role.SECURITY_ADMIN, Role.AUDITOR), "reveals.view", District, where=my_district)
allow(Role.AUDITOR, "reveals.reasons", District, where=my_district)
allow(Role.SECURITY_ADMIN, "person.copy", User, where=of_my_district)
allow(Role.SECURITY_ADMIN, "hold.begin", District, where=my_district)
allow(Role.SECURITY_ADMIN, "hold.end", Hold, where=of_my_district)
allow((Role.SECURITY_ADMIN, Role.AUDITOR), "retention.view", District, where=my_district)
in_words({
    "person.reveal": "说明理由后查看联系方式", "person.look": "查看人员（联系方式遮盖）",
    "person.copy": "导出本人的个人信息副本", "reveals.view": "查看联系方式的调阅记录",
    "reveals.reasons": "查看调阅理由", "hold.begin": "登记保留（不予清除）", "hold.end": "解除保留",
    "retention.view": "查看保存期限和清除情况",
})  # fmt: skip
