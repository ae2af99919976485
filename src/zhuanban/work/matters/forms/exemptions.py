"""The filter of the list of exceptions, and the form of a season."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import clauses_of
from zhuanban.work.matters.models import Exemption, Kind
from zhuanban.work.matters.rules.seasons import MonthDay
from zhuanban.work.matters.selectors.kinds import kinds_of


class ExemptionFilter(forms.Form):
    """Both are optional and kept in the address."""

    sort = forms.ChoiceField(choices=[("", "全部种类"), *Exemption.Sort.choices], required=False, label="种类")
    state = forms.ChoiceField(choices=[("", "全部状态"), *Exemption.State.choices], required=False, label="状态")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field)
            field.widget.attrs["aria-label"] = self.fields[name].label

    def chosen(self) -> dict[str, str]:
        """What is chosen; what is not understood filters nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class MonthDayField(forms.RegexField):
    """A day of every year, as 11-15."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^\s*\d{1,2}-\d{1,2}\s*$", max_length=8, **kwargs)
        self.error_messages["invalid"] = "请按“月-日”填写，如 11-15。"

    def clean(self, value: Any) -> MonthDay:
        month, _, day = super().clean(value).partition("-")
        if not day:
            raise ValidationError(self.error_messages["invalid"])
        return int(month), int(day)


class SeasonForm(ServiceForm):
    kind: "forms.ModelChoiceField[Kind]" = forms.ModelChoiceField(
        queryset=None, required=False, label="类别", empty_label="不按类别"
    )
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        queryset=None, required=False, label="条款", empty_label="不按条款"
    )
    first = MonthDayField(label="从每年（月-日）", help_text="如 11-15")
    last = MonthDayField(label="到每年（月-日）", help_text="如 03-10，早于起日的算到第二年")
    reason = forms.CharField(label="理由", max_length=200, help_text="如：冬季不宜栽植")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {"kind": kinds_of(campaign), "clause": clauses_of(campaign)}
        for name, queryset in rows.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = queryset
