"""The filter of the ledger; what is not understood filters nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet

from zhuanban.ground.core.forms import dress
from zhuanban.ground.core.widgets import KeptSelect
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import township_choices, townships_of, units_of
from zhuanban.plan.campaigns.models import Campaign, Clause, Phase
from zhuanban.plan.campaigns.selectors import clause_choices, clauses_ever
from zhuanban.work.matters.models import Kind, Label
from zhuanban.work.matters.rules.loop import Light, Profile, Source, State
from zhuanban.work.matters.selectors.chosen import AXES, IN_HAND, ORDER_WORDS, VIEWS, Chosen
from zhuanban.work.matters.selectors.kinds import kind_choices, kinds_of
from zhuanban.work.matters.selectors.labels import labels_of
from zhuanban.work.matters.selectors.persons import people_of_district


class MonthField(forms.DateField):
    """A month as 2024-05; its value is the first of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m"], validators=[_validate_year], **kwargs)


def _validate_year(month: date) -> None:
    if not 1980 <= month.year <= 2100:
        raise forms.ValidationError("年份超出范围。")


class FilterForm(forms.Form):
    """Each field narrows the list; all are optional and all are kept in the address."""

    view = forms.ChoiceField(choices=[("", "全部"), *VIEWS.items()], required=False, widget=forms.HiddenInput)
    township: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=KeptSelect, label="乡镇（街道）", empty_label="全部乡镇（街道）"
    )
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=KeptSelect, label="任务条款", empty_label="全部任务条款"
    )
    kind: "forms.ModelChoiceField[Kind]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=KeptSelect, label="类别", empty_label="全部类别",
        to_field_name="code",
    )
    profile = forms.ChoiceField(
        choices=[("", "全部流程"), *Profile.choices], required=False, widget=KeptSelect, label="流程"
    )
    state = forms.ChoiceField(
        choices=[("", "全部状态"), (IN_HAND, "在办"), *State.choices], required=False, widget=KeptSelect,
        label="状态",
    )
    light = forms.ChoiceField(
        choices=[("", "全部亮灯"), *Light.choices], required=False, widget=KeptSelect, label="亮灯"
    )
    handler: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput, label="承办单位"
    )
    rework = forms.BooleanField(required=False, widget=forms.HiddenInput, label="返工")
    phase: "forms.ModelChoiceField[Phase]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput, label="阶段"
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120, label="地点")
    label: "forms.ModelChoiceField[Label]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput, label="标签"
    )
    person: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput, label="承办人"
    )
    planned = MonthField(required=False, widget=forms.HiddenInput, label="计划完成月份")
    ended = MonthField(required=False, widget=forms.HiddenInput, label="销号月份")
    cols = forms.CharField(required=False, widget=forms.HiddenInput, max_length=600)
    axis = forms.ChoiceField(
        choices=[("", "全部四化方向"), *((axis, axis) for axis in AXES)], required=False, widget=KeptSelect,
        label="四化",
    )
    source = forms.ChoiceField(
        choices=[("", "全部来源"), *Source.choices], required=False, widget=KeptSelect, label="来源"
    )
    history = forms.ChoiceField(
        choices=[("", "含历史移交"), ("no", "不含历史移交"), ("yes", "只看历史移交")], required=False,
        widget=KeptSelect, label="历史移交",
    )
    sort = forms.ChoiceField(
        choices=[("", "最新登记在前"), *ORDER_WORDS.items()], required=False, widget=KeptSelect, label="排序"
    )
    since = forms.DateField(required=False, label="发现日期起", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, label="发现日期止", widget=forms.DateInput({"type": "date"}))
    q = forms.CharField(required=False, label="关键词", max_length=60)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        rows: dict[str, Callable[[], QuerySet[Any]]] = {
            "township": partial(townships_of, campaign.district_id),
            "handler": partial(units_of, campaign.district_id),
            "clause": partial(clauses_ever, campaign),
            "kind": partial(kinds_of, campaign),
            "phase": campaign.phases.all,
            "label": partial(labels_of, campaign),
            "person": partial(people_of_district, campaign),
        }
        for name, found in rows.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField) and self.data.get(name):  # else nothing is looked for
                field.queryset = found()
        for name, choices in self._narrowing(campaign).items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.choices = [("", field.empty_label), *choices]
        if campaign.taken_over_on is None:
            del self.fields["history"]
        self.fields["q"].widget.attrs["placeholder"] = "编号、地点或说明中的字"
        for name, field in self.fields.items():
            dress(field)
            field.widget.attrs["aria-label"] = field.label or name

    def _narrowing(self, campaign: Campaign) -> dict[str, Sequence[Any]]:
        """Clauses stand under their phases and chapters, for （一） comes again in each."""
        return {
            "township": township_choices(campaign.district_id),
            "clause": clause_choices(campaign),
            "kind": kind_choices(campaign),
        }

    def chosen(self) -> Chosen:
        """What was understood of the filter."""
        self.is_valid()
        return Chosen(**{name: value for name, value in self.cleaned_data.items() if value and name != "cols"})

    def words(self) -> str:
        """The filter as people say it: 乡镇（街道）：柳河镇；状态：在办."""
        self.is_valid()
        said = []
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if not value or name in {"view", "cols", "sort"}:
                continue
            if isinstance(field, forms.BooleanField):
                said.append(f"只看{field.label}")
            elif isinstance(field, MonthField):
                said.append(f"{field.label}：{value:%Y-%m}")
            elif type(field) is forms.ChoiceField:
                said.append(f"{field.label}：{dict(field.widget.choices)[value]}")
            else:
                said.append(f"{field.label}：{value}")
        return "；".join(said)


class PeriodForm(forms.Form):
    """From a day to a day, both counted; either may be left out."""

    since = forms.DateField(required=False, label="从", widget=forms.DateInput({"type": "date", "aria-label": "从"}))
    until = forms.DateField(required=False, label="到", widget=forms.DateInput({"type": "date", "aria-label": "到"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def period(self) -> tuple[date | None, date | None]:
        """The days; what is no day counts as left out."""
        self.is_valid()
        return self.cleaned_data.get("since"), self.cleaned_data.get("until")
