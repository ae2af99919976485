from django import forms

from zhuanban.ground.core.forms import ServiceForm


class ChangePasswordForm(ServiceForm):
    old = forms.CharField(label="原密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(
        label="新密码",
        help_text="不少于 10 位，不能全是数字，不能是常见密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


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
