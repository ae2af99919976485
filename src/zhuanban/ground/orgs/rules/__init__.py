"""Roles, and how the names of one unit are recognised as one."""

import re

from django.db.models import TextChoices


class Role(TextChoices):
    """角色: what a seat lets its holder do."""

    LEADER = "leader", "区领导"
    OFFICE_DIRECTOR = "office_director", "专班办公室主任"
    OFFICE = "office", "专班办公室"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    INSPECTOR = "inspector", "巡查员"
    JUDGE = "judge", "评委"
    AUDITOR = "auditor", "安全审计员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"


# The director does what a clerk of the office does, and alone decides what binds the district.
OFFICE_ROLES = (Role.OFFICE_DIRECTOR, Role.OFFICE)
# The key of the session under which a deputy keeps for whom it acts.
CHOSEN_PRINCIPAL = "orgs.acting_for"
WITH_DEPUTIES = (Role.LEADER, Role.OFFICE_DIRECTOR)
# They look after the system and see and change no business data.
THREE_ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
OFFICIALS = tuple(role for role in Role if role not in THREE_ADMINISTRATORS)


class UnitKind(TextChoices):
    """单位类别: as the compiler names them."""

    PARTY_OFFICE = "party_office", "党委工作机构"
    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    BRANCH = "branch", "派驻机构"
    TOWNSHIP = "township", "乡镇（街道）"
    ENTERPRISE = "enterprise", "企业"
    INSTITUTION = "institution", "事业单位"
    GROUP = "group", "一类单位"
    VILLAGE = "village", "村（社区）"
    GRID = "grid", "网格"
    OTHER = "other", "其他"


# Below the townships: many, named alike in several townships, and never addressed by a notice.
LOCAL_KINDS = (UnitKind.VILLAGE, UnitKind.GRID)


_STREET = re.compile(r"(街道)?(办事处|党工委)$|街道$")


def township_stem(name: str) -> str:
    """振兴街道, 振兴办事处 and 振兴街道办事处 are one township: its name without the ending."""
    return _STREET.sub("", name) or name


# What a role needs beside it: a unit of one of these kinds, or none at all.
UNITS_OF_ROLE: dict[Role, frozenset[UnitKind]] = {
    Role.TOWNSHIP: frozenset({UnitKind.TOWNSHIP}),
    Role.VILLAGE: frozenset({UnitKind.VILLAGE}),
    Role.DEPARTMENT: frozenset(UnitKind) - {UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GROUP},
}


def exclude_each_other(one: str, other: str) -> bool:
    """Whether one person may not hold both: an administrator holds no other role."""
    return one != other and bool({one, other} & THREE_ADMINISTRATORS)
