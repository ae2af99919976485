"""Setting passwords: one's own, or a forgotten one by whoever looks after the server."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.events import PasswordChanged, PasswordReset

PASSWORD_FAULTS = {
    "password_too_short": "新密码不足 10 位",
    "password_too_common": "新密码太常见，容易被猜到",
    "password_entirely_numeric": "新密码不能全是数字",
}


@transaction.atomic
def reset_password(username: str, password: str) -> User:
    """Set a forgotten password anew; done on the server itself, by whoever looks after it."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise Invalid(f"没有用户名为“{username}”的账号。")
    user.set_password(password)
    user.save(update_fields=["password"])
    record(PasswordReset(user_id=user.pk), by=None)
    return user


@transaction.atomic
def change_password(*, by: User, old: str, new: str) -> User:
    """Set one's own new password; the old one must be right and the new one strong enough."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if not user.check_password(old):
        raise Invalid("原密码不对。", "old")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise Invalid("；".join(PASSWORD_FAULTS[fault.code or ""] for fault in error.error_list), "new") from error
    user.set_password(new)
    user.save(update_fields=["password"])
    record(PasswordChanged(user_id=user.pk), by=by)
    return user
