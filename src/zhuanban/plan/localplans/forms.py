"""Fields and their parsing."""

from typing import Any, cast

from django import forms

from notice_compiler import FORMATS, SUFFIXES
from zhuanban.ground.core.forms import BytesField, ServiceForm
from zhuanban.plan.localplans.rules import Decision


def long_text(rows: int = 3) -> forms.Textarea:
    """A box for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


class UploadForm(ServiceForm):
    """The township's plan; the township is asked only of who uploads for several."""

    township: Any = forms.ModelChoiceField(queryset=None, label="乡镇（街道）", empty_label=None)
    content = BytesField(
        suffixes=SUFFIXES,
        label="实施方案",
        error_messages={"required": "请选择实施方案文件。"},
        help_text=f"可用 {FORMATS}，最多 20 MB。",
    )

    def __init__(self, townships: Any, *args: Any) -> None:
        super().__init__(*args)
        field = cast("forms.ModelChoiceField[Any]", self.fields["township"])
        field.queryset = townships
        only = list(townships[:2])
        if len(only) == 1:
            field.required, field.initial, field.widget = False, only[0].pk, forms.HiddenInput()
        self.only = only[0] if len(only) == 1 else None

    def clean_township(self) -> Any:
        """The one township, or the chosen one."""
        return self.only or self.cleaned_data["township"]


class ReturnForm(ServiceForm):
    """Why the plan goes back."""

    reason = forms.CharField(label="退回原因", max_length=300, widget=long_text())


class MarkForm(ServiceForm):
    """What the office decides on a clause."""

    decision = forms.ChoiceField(label="结论", choices=Decision, widget=forms.RadioSelect)
    note = forms.CharField(
        label="依据", max_length=300, widget=long_text(), help_text="写明在哪里找到，或者为什么不涉及。"
    )


class ExplainForm(ServiceForm):
    """Why the plan says less than the notice."""

    explanation = forms.CharField(
        label="说明", max_length=300, widget=long_text(), help_text="例如：本镇没有这类设施；已在另一份方案中安排。"
    )
