"""Whether a new password will do: the rules as people read them, and what one of them finds wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin import rules
from zhuanban.ground.signin.models import UsedPassword
from zhuanban.ground.signin.rules import Names


@dataclass(frozen=True)
class PasswordRule:
    """One rule: its words before typing, its words when broken, and what the page needs to judge while typing."""

    code: str
    words: str
    fault: str
    is_broken: Callable[[str, User], bool]
    given: str = ""


def password_rules(user: User) -> list[PasswordRule]:
    """What a new password of this person has to be; the last two only the server can judge."""
    length, classes = settings.PASSWORD_LENGTH, settings.PASSWORD_CLASSES
    kinds = "、".join(rules.KINDS)
    names = Names(user.username, user.name)
    told = [
        PasswordRule(
            "length", f"不少于 {length} 位", f"新密码不足 {length} 位",
            lambda new, _: len(new) < length, str(length),
        ),
        PasswordRule(
            "kinds", f"{kinds}，至少有 {classes} 种", f"新密码里{kinds}不到 {classes} 种",
            lambda new, _: rules.kinds_of(new) < classes, str(classes),
        ),
        PasswordRule(
            "names", "不含用户名和姓名", "新密码不能含用户名或姓名",
            lambda new, _: rules.contains_name(new, names), "\n".join(names.parts),
        ),
        PasswordRule("common", "不是常见、好猜的密码（提交时核对）", "新密码太常见，容易被猜到", _is_common),
    ]  # fmt: skip
    if count := settings.PASSWORD_HISTORY:
        told.append(PasswordRule("history", f"不是最近 {count} 次用过的密码（提交时核对）", "新密码最近用过", _is_used))
    return told


def faults_of(password: str, user: User) -> list[str]:
    """What is wrong with it, in words; empty where nothing is."""
    if len(password) > rules.LONGEST_PASSWORD:
        return [f"新密码超过 {rules.LONGEST_PASSWORD} 位"]
    return [rule.fault for rule in password_rules(user) if rule.is_broken(password, user)]


class OwnRules:
    """The same rules for whatever asks Django's validators."""

    def validate(self, password: str, user: Any = None) -> None:
        if faults := faults_of(password, user or User()):
            raise ValidationError(faults)

    def get_help_text(self) -> str:
        return "；".join(rule.words for rule in password_rules(User()))


def _is_common(password: str, _user: User) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return rules.is_guessable(password)


def _is_used(password: str, user: User) -> bool:
    if not user.pk:
        return False
    last = UsedPassword.objects.filter(user=user).order_by("-pk")[: settings.PASSWORD_HISTORY - 1]
    held = [user.password, *last.values_list("encoded", flat=True)]
    return any(check_password(password, encoded) for encoded in held)
