"""Setting passwords: one's own, or a forgotten one by the system administrator or whoever looks after the server."""

import secrets

from django.conf import settings
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.events import PasswordChanged, PasswordReset
from zhuanban.ground.signin.models import Tries, UsedPassword
from zhuanban.ground.signin.rules import Ending, kinds_of
from zhuanban.ground.signin.services.sessions import end_sessions_of
from zhuanban.ground.signin.services.strength import faults_of

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
# Whoever sets their passwords could act in their place: that is for the server itself.
APART = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR, Role.SYSTEM_ADMIN})


def new_password() -> str:
    """Four groups of letters and digits that can be read out: 77 bits."""
    while True:
        password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
        if kinds_of(password) >= 3:
            return password


def set_password(user: User, password: str, *, must_change: bool) -> None:
    """Write it to the locked row, keep the one before among those used, end what was signed in with it."""
    now = clock.now()
    if user.has_usable_password():
        UsedPassword.objects.create(user=user, encoded=user.password, ended_at=now)
        kept = UsedPassword.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
        UsedPassword.objects.filter(user=user).exclude(pk__in=list(kept[: settings.PASSWORD_HISTORY])).delete()
    user.set_password(password)
    user.password_set_at, user.must_change_password = now, must_change
    user.save(update_fields=["password", "password_set_at", "must_change_password"])


@transaction.atomic
def change_password(*, by: User, old: str, new: str, session_key: str = "") -> User:
    """Set one's own new password; the old one must be right and the new one strong enough. Other sessions end."""
    user = lock(by)
    if not user.check_password(old):
        raise Invalid("原密码不对。", "old")
    if faults := faults_of(new, user):
        raise Invalid("；".join(faults) + "。", "new")
    set_password(user, new, must_change=False)
    end_sessions_of(user, Ending.PASSWORD, but=session_key)
    record(PasswordChanged(user_id=user.pk), by=by)
    return user


@transaction.atomic
def reset_password(*, by: User, user: User) -> str:
    """A new password for somebody who forgot it, to be passed on; it has to be changed at the next sign-in."""
    require(by, "account.manage", user)
    user = lock(user)
    if user.has_role(*APART):
        raise Refused("管理员和审计员的密码只能在服务器上用命令重置：zhuanban password 用户名。")
    return _reset(user, by)


@transaction.atomic
def reset_on_server(username: str) -> tuple[User, str]:
    """The same on the server itself, by whoever looks after it, for any account."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise Invalid(f"没有用户名为“{username}”的账号。")
    if user.is_emergency:
        raise Invalid("应急账号不能重置密码，请关闭后另开一个：zhuanban emergency open。")
    return user, _reset(user, None)


def _reset(user: User, by: User | None) -> str:
    if user.is_emergency or not user.is_active:
        raise Invalid("这个账号已停用或是应急账号，不能重置密码。")
    password = new_password()
    set_password(user, password, must_change=True)
    Tries.objects.filter(user=user).delete()
    end_sessions_of(user, Ending.PASSWORD)
    record(PasswordReset(user_id=user.pk), by=by)
    return password
