"""The life of an account: opened for a person, disabled, enabled again."""

import re

from django.db import transaction

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Person, User
from zhuanban.ground.orgs.services import open_account
from zhuanban.ground.signin.events import AccountDisabled, AccountEnabled, AccountOpened
from zhuanban.ground.signin.models import SessionRecord
from zhuanban.ground.signin.rules import Ending
from zhuanban.ground.signin.services.passwords import new_password, set_password
from zhuanban.ground.signin.services.sessions import end_sessions_of

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


@transaction.atomic
def open_account_for(*, by: User, person: Person, username: str) -> tuple[User, str]:
    """An account for somebody of the district, with a first password that has to be changed at once."""
    require(by, "account.open", person)
    person, username = lock(person), username.strip()
    if not USERNAME.fullmatch(username):
        raise Invalid("用户名用小写字母开头，3 到 30 位，可用小写字母、数字、点、横线和下划线。", "username")
    if User.objects.filter(username=username).exists():
        raise Invalid(f"用户名“{username}”已经有人用了，请换一个。", "username")
    if User.objects.filter(person=person).exists():
        raise Invalid("这个人已经有账号。", "person")
    password = new_password()
    user = open_account(person.district, username, person.name, password, person, must_change=True)
    record(AccountOpened(user_id=user.pk), by=by)
    return user, password


@transaction.atomic
def disable_account(*, by: User, user: User) -> User:
    """Nobody signs in with it any more, and who is in is out at once; what the account did stays."""
    require(by, "account.manage", user)
    if user.pk == by.pk:
        raise Refused("不能停用自己的账号，请由另一位系统管理员办理。")
    user = lock(user)
    if not user.is_active:
        raise Invalid("这个账号已经停用。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions_of(user, Ending.DISABLED)
    record(AccountDisabled(user_id=user.pk), by=by)
    return user


@transaction.atomic
def enable_account(*, by: User, user: User) -> str:
    """Let somebody in again, with a new password: the old one may have been the reason."""
    require(by, "account.manage", user)
    user = lock(user)
    if user.is_active:
        raise Invalid("这个账号没有停用。")
    if user.is_emergency:
        raise Invalid("应急账号不能恢复，请在服务器上另开一个：zhuanban emergency open。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    password = new_password()
    set_password(user, password, must_change=True)
    record(AccountEnabled(user_id=user.pk), by=by)
    return password


@transaction.atomic
def disable_handed_over(*, user_id: int) -> None:
    """The account whose work another has taken over, where that was asked for; once only."""
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user:
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions_of(user, Ending.DISABLED)
        record(AccountDisabled(user_id=user.pk), by=None)


@transaction.atomic
def disable_demo_accounts() -> list[User]:
    """Done on the server: no account of the demo opens anything any more."""
    users = list(User.objects.select_for_update().filter(is_demo=True, is_active=True).order_by("pk"))
    for user in users:
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        end_sessions_of(user, Ending.DISABLED)
        record(AccountDisabled(user_id=user.pk), by=None)
    return users


@transaction.atomic
def carry_session_on(*, by: User, old_key: str, new_key: str) -> None:
    """The session got another key, as after a new password."""
    SessionRecord.objects.filter(user=by, session_key=old_key).update(session_key=new_key)
