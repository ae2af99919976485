from django import forms

from zhuanban.ground.core.forms import ServiceForm


class ChangePasswordForm(ServiceForm):
    old = forms.CharField(label="原密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(
        label="新密码",
        help_text="不少于 10 位，不能全是数字，不能是常见密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
