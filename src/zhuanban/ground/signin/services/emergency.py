"""应急账号: when nobody else gets in, whoever looks after the server opens an account for a few hours."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import District, RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role
from zhuanban.ground.orgs.services import give_role, open_account
from zhuanban.ground.signin.events import EmergencyClosed, EmergencyOpened
from zhuanban.ground.signin.rules import Ending
from zhuanban.ground.signin.services.passwords import LETTERS, new_password
from zhuanban.ground.signin.services.sessions import end_sessions_of

MOST_HOURS, LONGEST_REASON = 24, 200


@dataclass(frozen=True)
class Opened:
    """The account and its password, which nobody can read again."""

    user: User
    password: str


@transaction.atomic
def open_emergency(*, district: District, role: Role, reason: str, hours: int) -> Opened:
    """An administrator's account, never one of business, that ends by itself; every act of it bears its name."""
    reason = reason.strip()
    if role not in THREE_ADMINISTRATORS:
        raise Invalid("应急账号只能是系统管理员、安全保密管理员或安全审计员，不能办业务。")
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"请用 --reason 写明原因，最多 {LONGEST_REASON} 个字。")
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(f"应急账号最少 1 小时，最多 {MOST_HOURS} 小时。")
    now = clock.now()
    mark = "".join(secrets.choice(LETTERS) for _ in range(4))
    username, password = f"emergency-{clock.today():%m%d}-{mark}", new_password()
    user = open_account(district, username, f"应急账号（{role.label}）", password)
    user.ends_at = now + timedelta(hours=hours)
    user.save(update_fields=["ends_at"])
    give_role(by=None, user=user, role=role, starts_on=clock.today())
    event = EmergencyOpened(user_id=user.pk, role=role, role_name=role.label, hours=hours)
    record(event, by=None, private={"reason": reason})
    return Opened(user, password)


@transaction.atomic
def close_emergency(username: str = "", *, why: str = "在服务器上关闭") -> list[User]:
    """Close this one, or all that are open."""
    users = User.objects.select_for_update().exclude(ends_at=None).filter(is_active=True).order_by("pk")
    closing = list(users.filter(username=username) if username else users)
    if username and not closing:
        raise Invalid(f"没有开着的应急账号“{username}”。")
    for user in closing:
        _close(user, why)
    return closing


@transaction.atomic
def close_ended_emergencies() -> int:
    """What the worker does when their time is over; signing in is refused from the very minute anyway."""
    ended = list(User.objects.select_for_update().filter(is_active=True, ends_at__lte=clock.now()))
    for user in ended:
        _close(user, "到期")
    return len(ended)


def _close(user: User, why: str) -> None:
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    RoleAssignment.objects.filter(user=user, ends_on=None).update(ends_on=clock.today())
    end_sessions_of(user, Ending.EMERGENCY)
    record(EmergencyClosed(user_id=user.pk, why=why), by=None)
