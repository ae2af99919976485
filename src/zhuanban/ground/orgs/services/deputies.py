"""代办: a leader or a director has a secretary act in its place for a time; both names stand beside what is done."""

from datetime import date

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import DeputyNamed
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role
from zhuanban.ground.orgs.services.roles import ended


@transaction.atomic
def name_deputy(
    *, by: User, seat: RoleAssignment, deputy: User, starts_on: date, ends_on: date | None = None
) -> RoleAssignment:
    """From that day the deputy may act from this seat; never longer than the seat itself holds."""
    require(by, "deputy.name", seat)
    deputy, seat = lock(deputy), lock(seat)
    if deputy.pk in (seat.user_id, by.pk):
        raise Invalid("不能委托给本人。", "deputy")
    if deputy.district_id != seat.district_id or not deputy.is_active:
        raise Invalid("代办人要是本区在用的账号。", "deputy")
    if ends_on and ends_on < starts_on:
        raise Invalid("终止日期不能早于起始日期。", "ends_on")
    if seat.ends_on and starts_on > seat.ends_on:
        raise Invalid(f"委托人的角色到{seat.ends_on}为止。", "starts_on")
    held = list(RoleAssignment.objects.between(starts_on, ends_on).filter(user=deputy))
    if any(each.role in THREE_ADMINISTRATORS for each in held):
        raise Invalid("系统管理员、安全保密管理员、安全审计员不能代办业务。", "deputy")
    if any(each.acts_for_id == seat.pk for each in held):
        raise Invalid("这段时间里已经委托给这个账号。", "starts_on")
    given = RoleAssignment.objects.create(
        user=deputy, role=seat.role, district_id=seat.district_id, unit_id=seat.unit_id, campaign_id=seat.campaign_id,
        acts_for=seat, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    told = DeputyNamed(
        user_id=deputy.pk, principal_id=seat.user_id, role_name=Role(seat.role).label, starts_on=starts_on,
        ends_on=ends_on, campaign_id=seat.campaign_id,
    )  # fmt: skip
    record(told, by=by)
    return given


@transaction.atomic
def end_deputy(*, by: User, seat: RoleAssignment, last_on: date) -> RoleAssignment:
    """The deputy acts for the last time on that day."""
    require(by, "deputy.end", seat)
    return ended(by, seat, last_on, "")
