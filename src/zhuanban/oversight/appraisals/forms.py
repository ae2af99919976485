"""The fields of schemes, periods and decisions."""

from datetime import date
from typing import Any

from django import forms

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.core.uploads import Kind, admit
from zhuanban.oversight.appraisals.rules.acceptance import Decision
from zhuanban.oversight.appraisals.rules.periods import Period, read_period
from zhuanban.oversight.appraisals.rules.scheme_text import LONGEST

MOST_BYTES = 4 * LONGEST


class PeriodForm(ServiceForm):
    """Which period to compute."""

    period = forms.ChoiceField(label="考核周期")

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(period.key, period.name) for period in periods]

    def clean_period(self) -> Period | None:
        return read_period(self.cleaned_data["period"])


class SchemeForm(ServiceForm):
    """The text of a scheme, typed or as a file; a file goes before what stands in the field."""

    text = forms.CharField(
        label="办法文本", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "false"})
    )
    file = forms.FileField(
        label="或上传文件", required=False, help_text="YAML 文本文件；上传后替换上面的内容。不得上传涉密文件。"
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        file = values.pop("file", None)
        if file is not None:
            values["text"] = self._read(file)
        return values

    def _read(self, file: Any) -> str:
        try:
            content = admit(file.read(MOST_BYTES + 1), file.name, kinds={Kind.TEXT}, most_bytes=MOST_BYTES).content
        except Invalid as error:
            raise forms.ValidationError({"file": error.message}) from error
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError({"file": "读不出文字，请上传 UTF-8 或 GB18030 编码的文本文件。"})


class PublishForm(ServiceForm):
    """From which month on a scheme scores; the months offered have not begun."""

    starts_on = forms.ChoiceField(label="起评日")
    ends_on = forms.DateField(
        label="止评日", required=False, help_text="不填则一直有效，直到下一版起评。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["starts_on"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(day.isoformat(), f"{day.year}年{day.month}月1日") for day in months]

    def clean_starts_on(self) -> date:
        return date.fromisoformat(self.cleaned_data["starts_on"])


class DecisionForm(ServiceForm):
    """What is decided about a clause in a township."""

    decision = forms.ChoiceField(label="验收结论", choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="限期整改写明整改什么；转长效写明由谁管护；数据有障碍仍通过的写明理由。",
    )  # fmt: skip
    due_on = forms.DateField(
        label="整改期限", required=False, help_text="只在限期整改时填写。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
