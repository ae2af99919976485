"""Everybody sees the units of the district; the office and the system administrator write the tree; posts the office.

Which units work is moved between is business: only the office merges and splits them. A seat in one action reaches all
units of its district here, since units belong to the district and not to an action.
"""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import District, Person, Reorganisation, RoleAssignment, Unit, UnitImport, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, THREE_ADMINISTRATORS, WITH_DEPUTIES, Role

KEEPERS = (*OFFICE_ROLES, Role.SYSTEM_ADMIN)


def of_my_district(me: Seat) -> Q:
    """本区县的: rows of the seat's district."""
    return Q(district=me.district_id)


def my_district(me: Seat) -> Q:
    """本: the seat's district itself."""
    return Q(pk=me.district_id)


def own_seat(me: RoleAssignment) -> Q:
    """本人自己的: the seat itself, where it is one's own: a deputy names no deputies."""
    return Q(pk=me.pk, acts_for=None)


def my_deputies(me: RoleAssignment) -> Q:
    """代本人办理的: seats of those who act from this one."""
    return Q(acts_for=me.pk)


def seats_of_others(me: RoleAssignment) -> Q:
    """本区县其他人的: the seats of the district but one's own."""
    return Q(district=me.district_id) & ~Q(user=me.user_id)


def myself(me: Seat) -> Q:
    """本人对应的: the person whose account the seat is."""
    return Q(user=me.user_id)


def others_here(me: Seat) -> Q:
    """本区县其他人的: accounts of the district but one's own."""
    return Q(district=me.district_id) & ~Q(pk=me.user_id)


def deputised_by_others(me: RoleAssignment) -> Q:
    """本区县其他人可设代办的: seats of others that may have deputies."""
    return seats_of_others(me) & Q(role__in=WITH_DEPUTIES, acts_for=None)


def deputies_of_others(me: RoleAssignment) -> Q:
    """本区县其他人担任的代办: seats of the district from which others act for somebody."""
    return seats_of_others(me) & Q(acts_for__isnull=False)


allow(Role.values, "unit.view", Unit, where=of_my_district)
allow(KEEPERS, "unit.open", District, where=my_district)
allow(KEEPERS, "unit.import", District, where=my_district)
allow(KEEPERS, "unit.take_back_import", UnitImport, where=of_my_district)
allow(KEEPERS, "unit.amend", Unit, where=of_my_district)
allow(KEEPERS, "unit.close", Unit, where=of_my_district)
allow(OFFICE_ROLES, "unit.reorganise", Unit, where=of_my_district)
allow(Role.values, "reorganisation.view", Reorganisation, where=of_my_district)
allow(OFFICE_ROLES, "reorganisation.withdraw", Reorganisation, where=of_my_district)
allow(OFFICE_ROLES, "post.change", Person, where=of_my_district)
# Whoever looks after people or accounts enters how to reach them, and everybody for oneself.
allow((*OFFICE_ROLES, Role.SYSTEM_ADMIN), "person.contact", Person, where=of_my_district)
allow(Role.values, "person.contact", Person, where=myself)

allow(sorted(THREE_ADMINISTRATORS), "role.view", RoleAssignment, where=of_my_district)
allow(Role.SECURITY_ADMIN, "role.give", User, where=others_here)
allow(Role.SECURITY_ADMIN, "role.end", RoleAssignment, where=seats_of_others)
allow(WITH_DEPUTIES, "deputy.name", RoleAssignment, where=own_seat)
allow(Role.SECURITY_ADMIN, "deputy.name", RoleAssignment, where=deputised_by_others)
allow(WITH_DEPUTIES, "deputy.end", RoleAssignment, where=my_deputies)
allow(Role.SECURITY_ADMIN, "deputy.end", RoleAssignment, where=deputies_of_others)
allow(Role.SECURITY_ADMIN, "work.hand_over", User, where=others_here)
in_words({
    "unit.view": "查看单位", "unit.open": "设立单位", "unit.import": "导入单位和人员",
    "unit.take_back_import": "撤回导入", "unit.amend": "更改单位的名称、别名、隶属、区划代码",
    "unit.close": "撤销单位", "unit.reorganise": "合并、拆分单位", "reorganisation.view": "查看机构调整",
    "reorganisation.withdraw": "撤回未生效的机构调整", "post.change": "变更、免去职务",
    "person.contact": "填写联系方式", "role.view": "查看角色任职", "role.give": "授予角色", "role.end": "终止角色",
    "deputy.name": "指定代办", "deputy.end": "终止代办", "work.hand_over": "移交工作",
})  # fmt: skip
