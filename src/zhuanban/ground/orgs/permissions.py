"""Everybody sees the units of the district; the office and the system administrator write the tree; posts the office.

Which units work is moved between is business: only the office merges and splits them. A seat in one action reaches all
units of its district here, since units belong to the district and not to an action.
"""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.models import District, Person, Reorganisation, RoleAssignment, Unit, UnitImport, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, THREE_ADMINISTRATORS, WITH_DEPUTIES, Role

KEEPERS = (*OFFICE_ROLES, Role.SYSTEM_ADMIN)


def of_my_district(me: Seat) -> Q:
    """Rows of the seat's district."""
    return Q(district=me.district_id)


def my_district(me: Seat) -> Q:
    """The seat's district itself."""
    return Q(pk=me.district_id)


def own_seat(me: RoleAssignment) -> Q:
    """The seat itself, where it is one's own: a deputy names no deputies."""
    return Q(pk=me.pk, acts_for=None)


def my_deputies(me: RoleAssignment) -> Q:
    """Seats of those who act from this one."""
    return Q(acts_for=me.pk)


def seats_of_others(me: RoleAssignment) -> Q:
    """The seats of the district but one's own."""
    return Q(district=me.district_id) & ~Q(user=me.user_id)


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
allow(Role.values, "person.contact", Person, where=lambda me: Q(user=me.user_id))

allow(sorted(THREE_ADMINISTRATORS), "role.view", RoleAssignment, where=lambda me: Q(district=me.district_id))
allow(Role.SECURITY_ADMIN, "role.give", User, where=lambda me: Q(district=me.district_id) & ~Q(pk=me.user_id))
allow(Role.SECURITY_ADMIN, "role.end", RoleAssignment, where=seats_of_others)
allow(WITH_DEPUTIES, "deputy.name", RoleAssignment, where=own_seat)
allow(
    Role.SECURITY_ADMIN,
    "deputy.name",
    RoleAssignment,
    where=lambda me: seats_of_others(me) & Q(role__in=WITH_DEPUTIES, acts_for=None),
)
allow(WITH_DEPUTIES, "deputy.end", RoleAssignment, where=my_deputies)
allow(
    Role.SECURITY_ADMIN,
    "deputy.end",
    RoleAssignment,
    where=lambda me: seats_of_others(me) & Q(acts_for__isnull=False),
)
allow(Role.SECURITY_ADMIN, "work.hand_over", User, where=lambda me: Q(district=me.district_id) & ~Q(pk=me.user_id))
