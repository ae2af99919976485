"""The filter of the ledger; what is not understood filters nothing."""

from datetime import date
from typing import Any

from django import forms

from zhuanban.ground.core.forms import dress
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.selectors import townships_of, units_of
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Phase
from zhuanban.plan.campaigns.selectors import clauses_ever, grouped_clauses, standings_of
from zhuanban.work.matters.models import Kind, Label
from zhuanban.work.matters.rules.loop import Light, Profile, Source, State
from zhuanban.work.matters.selectors.chosen import AXES, IN_HAND, ORDER_WORDS, VIEWS, Chosen
from zhuanban.work.matters.selectors.kinds import kinds_of
from zhuanban.work.matters.selectors.labels import labels_of


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
        queryset=None, required=False, label="乡镇（街道）", empty_label="全部乡镇（街道）"
    )
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        queryset=None, required=False, label="任务条款", empty_label="全部任务条款"
    )
    kind: "forms.ModelChoiceField[Kind]" = forms.ModelChoiceField(
        queryset=None, required=False, label="类别", empty_label="全部类别", to_field_name="code"
    )
    profile = forms.ChoiceField(choices=[("", "全部流程"), *Profile.choices], required=False, label="流程")
    state = forms.ChoiceField(
        choices=[("", "全部状态"), (IN_HAND, "在办"), *State.choices], required=False, label="状态"
    )
    light = forms.ChoiceField(choices=[("", "全部亮灯"), *Light.choices], required=False, label="亮灯")
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
    planned = MonthField(required=False, widget=forms.HiddenInput, label="计划完成月份")
    ended = MonthField(required=False, widget=forms.HiddenInput, label="销号月份")
    cols = forms.CharField(required=False, widget=forms.HiddenInput, max_length=600)
    axis = forms.ChoiceField(
        choices=[("", "全部四化方向"), *((axis, axis) for axis in AXES)], required=False, label="四化"
    )
    source = forms.ChoiceField(choices=[("", "全部来源"), *Source.choices], required=False, label="来源")
    history = forms.ChoiceField(
        choices=[("", "含历史移交"), ("no", "不含历史移交"), ("yes", "只看历史移交")], required=False, label="历史移交"
    )
    sort = forms.ChoiceField(
        choices=[("", "最新登记在前"), *ORDER_WORDS.items()], required=False, label="排序"
    )
    since = forms.DateField(required=False, label="发现日期起", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, label="发现日期止", widget=forms.DateInput({"type": "date"}))
    q = forms.CharField(required=False, label="关键词", max_length=60)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        querysets = {
            "township": townships_of(campaign.district_id),
            "handler": units_of(campaign.district_id),
            "clause": clauses_ever(campaign),
            "kind": kinds_of(campaign),
            "phase": campaign.phases.all(),
            "label": labels_of(campaign),
        }
        for name, queryset in querysets.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = queryset
        self._tell_clauses_apart(campaign)
        if campaign.taken_over_on is None:
            del self.fields["history"]
        self.fields["q"].widget.attrs["placeholder"] = "编号、地点或说明中的字"
        for name, field in self.fields.items():
            dress(field)
            field.widget.attrs["aria-label"] = field.label or name

    def _tell_clauses_apart(self, campaign: Campaign) -> None:
        """Under their phases and chapters, for （一） comes again in each; mere headings have no matters."""
        field = self.fields["clause"]
        if isinstance(field, forms.ModelChoiceField):
            ever = list(clauses_ever(campaign).defer("current__body"))
            gone = [(clause.pk, str(clause)) for clause in ever if clause.repealed_in_id]
            worded = [clause for clause in ever if not clause.repealed_in_id and not is_heading(clause)]
            groups = grouped_clauses(worded, standings_of(campaign)) + ([("已废止的条款", gone)] if gone else [])
            field.choices = [("", field.empty_label), *groups]

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


def is_heading(clause: Clause) -> bool:
    """Whether the clause is mere heading."""
    return clause.current is not None and clause.current.kind == ClauseVersion.Kind.HEADING


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
