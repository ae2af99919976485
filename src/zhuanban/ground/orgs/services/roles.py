"""Roles are dated: they are given from a day and end with a day; what was stays as history."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import RoleEnded, RoleGiven
from zhuanban.ground.orgs.models import District, RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, UNITS_OF_ROLE, Role, exclude_each_other

EXCLUDED = "系统管理员、安全保密管理员、安全审计员不能由同一账号兼任，也不能兼任其他角色。"
LONGEST_REASON, MOST_AT_ONCE = 300, 300


@transaction.atomic
def give_role(
    *,
    by: User | None,
    user: User,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    unit: Unit | None = None,
    campaign_id: int | None = None,
) -> RoleAssignment:
    """A person's role from a day, until a day or for good; nobody gives a role to itself. `by` None: the set-up.

    The three administrators exclude each other and all else for every day (domain.md §6); the database holds it too.
    """
    if by is not None:
        require(by, "role.give", user)
    user = lock(user)  # two grants at once are looked at one after the other
    role = Role(role)
    district = _check_place(user, role, unit, campaign_id)
    _check_days(starts_on, ends_on)
    held = list(RoleAssignment.objects.between(starts_on, ends_on).filter(user=user))
    if any(exclude_each_other(role, each.role) for each in held):
        raise Invalid(EXCLUDED, "role")
    same = [each for each in held if _is_same(each, role, unit, campaign_id)]
    if same and by is None:
        return same[0]
    if same:
        raise Invalid(f"这段时间里已有同样的角色（{same[0].starts_on} 起），请先终止或错开日期。", "starts_on")
    seat = RoleAssignment.objects.create(
        user=user, role=role, district=district, unit=unit, campaign_id=campaign_id,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    told = RoleGiven(
        user_id=user.pk, role=role, role_name=role.label, starts_on=starts_on, ends_on=ends_on, campaign_id=campaign_id
    )
    record(told, by=by, unit_id=unit.pk if unit else None)
    return seat


@transaction.atomic
def give_roles(
    *,
    by: User,
    users: Collection[User],
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    unit: Unit | None = None,
    campaign_id: int | None = None,
) -> list[RoleAssignment]:
    """The same role for several people, each with an entry of its own; where one cannot have it, nobody gets it."""
    if not 0 < len(users) <= MOST_AT_ONCE:
        raise Invalid(f"请选择 1 到 {MOST_AT_ONCE} 个账号。", "users")
    seats = []
    for user in sorted(users, key=lambda each: each.pk):
        try:
            seats.append(
                give_role(
                    by=by, user=user, role=role, starts_on=starts_on, ends_on=ends_on, unit=unit,
                    campaign_id=campaign_id,
                )
            )  # fmt: skip
        except Invalid as error:
            raise Invalid(f"{user.name}：{error.message}所以谁都没有授予。", error.field) from error
    return seats


def check_roles(*, by: User, **given: Any) -> None:
    """What give_roles() would say, without doing it."""
    with transaction.atomic():
        give_roles(by=by, **given)
        transaction.set_rollback(True)


@transaction.atomic
def end_role(*, by: User, seat: RoleAssignment, last_on: date, reason: str) -> RoleAssignment:
    """The role ends with this day; a deputy's ends with it. Before its first day it never comes into force."""
    require(by, "role.end", seat)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"请写明终止的理由，最多 {LONGEST_REASON} 个字。", "reason")
    return ended(by, seat, last_on, reason)


def ended(by: User, seat: RoleAssignment, last_on: date, reason: str) -> RoleAssignment:
    """Write the last day of a seat, whoever may say it; the caller has asked the permit."""
    seat = lock(seat)
    if seat.ends_on and seat.ends_on <= last_on:
        raise Invalid(f"这个角色已定于{seat.ends_on}终止。", "last_on")
    seat.ends_on = max(last_on, seat.starts_on - timedelta(days=1))
    seat.save(update_fields=["ends_on"])
    told = RoleEnded(user_id=seat.user_id, role=seat.role, role_name=Role(seat.role).label, last_on=seat.ends_on)
    record(told, by=by, unit_id=seat.unit_id, private={"reason": reason} if reason else None)
    return seat


def _check_place(user: User, role: Role, unit: Unit | None, campaign_id: int | None) -> District:
    district = user.district
    if district is None or (unit and unit.district_id != district.pk):
        raise Invalid("账号、单位和角色要属于同一个区县。", "unit")
    kinds = UNITS_OF_ROLE.get(role)
    if kinds and unit is None:
        raise Invalid(f"“{role.label}”的角色要写明单位。", "unit")
    if kinds and unit and unit.kind not in kinds:
        raise Invalid(f"“{unit.name}”不能担任“{role.label}”的角色。", "unit")
    if role in THREE_ADMINISTRATORS and (unit or campaign_id):
        raise Invalid("管理员管全区的账号和权限，不写单位，也不限专项行动。", "unit")
    return district


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Invalid("终止日期不能早于起始日期。", "ends_on")


def _is_same(seat: RoleAssignment, role: Role, unit: Unit | None, campaign_id: int | None) -> bool:
    place = (seat.role, seat.unit_id, seat.campaign_id, seat.acts_for_id)
    return place == (role, unit.pk if unit else None, campaign_id, None)
