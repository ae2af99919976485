"""Choosing a home, and narrowing the page."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.homes.rules.sets import SETS
from zhuanban.plan.homes.selectors import homes_to_choose


class NarrowForm(forms.Form):
    show = forms.ChoiceField(
        label="范围", required=False,
        choices=[("", "全部要求"), ("gaps", "没有落点的"), ("planned", "落点尚未提供的")],
    )  # fmt: skip
    set = forms.ChoiceField(label="落点种类", required=False, choices=[("", "全部落点"), *SETS.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            dress(each)

    def said(self) -> tuple[str, str]:
        self.is_valid()
        return self.cleaned_data.get("show") or "", self.cleaned_data.get("set") or ""


class AssignForm(ServiceForm):
    home = forms.ChoiceField(label="落点", help_text="这项要求在哪里办：类别、点位、项目、指标、页面或文书。")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["home"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *homes_to_choose(campaign)]
