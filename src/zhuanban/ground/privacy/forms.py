from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.privacy.rules.revealing import LONGEST_REASON


class PhoneForm(ServiceForm):
    """The work phone; empty takes it out."""

    phone = forms.CharField(
        label="工作电话", max_length=30, required=False,
        help_text="只填工作电话。加密保存，页面和导出里只显示前三位和后四位。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip


class ReasonForm(ServiceForm):
    """Why a value has to be seen in full."""

    reason = forms.CharField(
        label="查看理由", max_length=LONGEST_REASON,
        help_text="例如：联系核实某事项的整改情况。理由会加密记入日志，供审计员查看。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class CopyForm(ServiceForm):
    """Whose copy, and why."""

    account: Any = forms.ModelChoiceField(None, label="账号")
    reason = forms.CharField(
        label="理由", max_length=LONGEST_REASON, help_text="写明谁在何时提出、依据什么。"
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["account"]
        chosen.queryset = accounts


class HoldForm(ServiceForm):
    """Whom a case or an audit concerns, and the paper that asks for it."""

    person: Any = forms.ModelChoiceField(None, label="人员")
    basis = forms.CharField(label="依据", max_length=120, help_text="写明要求保留的文书和文号，不写案情。")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.queryset = people
