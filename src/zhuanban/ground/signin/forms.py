from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from zhuanban.ground.core import clock
from zhuanban.ground.core.forms import BytesField, RowsField, ServiceForm
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.signin.services import resting_until

NEW_PASSWORD = {"autocomplete": "new-password", "data-new-password": "", "aria-describedby": "password-rules"}


class SignInForm(AuthenticationForm):
    """The same words whether somebody has this name or nobody; only the rest says how long."""

    def get_invalid_login_error(self) -> ValidationError:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        until = resting_until(str(self.cleaned_data.get("username", "")), address)
        if until:
            return ValidationError(resting_words(until), code="resting")
        words = f"用户名或密码不对。连续输错 {settings.SIGN_IN_TRIES} 次，要等 {settings.SIGN_IN_REST_MINUTES} 分钟。"
        if not settings.LOCAL_SIGNIN:
            words = f"{words}本系统已改用统一身份认证登录，这里只供应急账号使用。"
        return ValidationError(words, code="invalid_login")


def resting_words(until: datetime) -> str:
    """How long the rest still is."""
    minutes = max(1, -(-int((until - clock.now()).total_seconds()) // 60))
    return f"连续输错密码，暂停登录，请 {minutes} 分钟后再试。急用可以找安全保密管理员解锁，忘记密码找系统管理员重置。"


class ChangePasswordForm(ServiceForm):
    old = forms.CharField(label="原密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(label="新密码", widget=forms.PasswordInput(attrs=NEW_PASSWORD))


class OpenAccountForm(ServiceForm):
    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label="人员", empty_label="请选择", help_text="名单里是还没有账号的人。"
    )
    username = forms.CharField(
        label="用户名",
        max_length=30,
        help_text="用小写字母开头，可用小写字母、数字、点、横线和下划线，例如姓名的拼音。开通后不能改。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class CodeForm(ServiceForm):
    code = forms.CharField(
        label="验证码",
        max_length=30,
        help_text="手机上显示的 6 位数字；手机不在身边时，填一个备用码。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class FirstCodeForm(ServiceForm):
    code = forms.CharField(
        label="手机上显示的 6 位数字",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class KeyForm(ServiceForm):
    """What a security key answered, as the browser wrote it."""

    answer = forms.CharField(max_length=16_000, widget=forms.HiddenInput)


class NewKeyForm(KeyForm):
    name = forms.CharField(label="给密钥起个名字", max_length=30, initial="安全密钥", help_text="以便分清是哪一把。")


class PasswordForm(ServiceForm):
    password = forms.CharField(
        label="密码", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class ReasonForm(ServiceForm):
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：本人当面说明手机丢失。记入日志。")


class AccountTableForm(ServiceForm):
    content = BytesField(
        suffixes=(".xlsx", ".xls", ".et"), label="填好的表格",
        help_text="先检查整张表，有一处不对就一个账号也不开通。",
    )  # fmt: skip


class ChosenAccountsForm(ServiceForm):
    """People ticked in a list, each with the name that stands beside it; a prefix numbers those without one."""

    person = RowsField(queryset=None, error_messages={"required": "请至少选择一个人。"})
    numbered_as = forms.CharField(required=False, max_length=24)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def lines(self) -> list[tuple[int, Person, str]]:
        """(place, person, username) in the order of the page."""
        ticked: list[str] = self.fields["person"].widget.value_from_datadict(self.data, self.files, "person")
        keys = list(dict.fromkeys(ticked))
        chosen = {str(person.pk): person for person in self.cleaned_data["person"]}
        prefix, found = self.cleaned_data["numbered_as"].strip(), []
        for place, key in enumerate(keys, start=1):
            name = str(self.data.get(f"username-{key}", "")).strip()[:40]
            found.append((place, chosen[key], name or (f"{prefix}{place:02d}" if prefix else "")))
        return found
