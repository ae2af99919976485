"""Which matters are chosen, what is to be done to them, and what the act asks."""

from typing import Any
from uuid import UUID

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors import units_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.selectors.persons import people_beside

LINES = {"rows": 2}


class GivenForm(ServiceForm):
    """What an act asks once for all chosen matters."""

    def __init__(self, *args: Any, campaign: Campaign, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields.get("unit")
        if isinstance(unit, forms.ModelChoiceField):
            unit.queryset = units_of(campaign.district_id).exclude(kind__in=[UnitKind.GROUP, UnitKind.VILLAGE])
        person = self.fields.get("person")
        if isinstance(person, forms.ModelChoiceField):
            person.queryset = people_beside(by, campaign)


class UnitForm(GivenForm):
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(queryset=None, label="承办单位", empty_label="请选择")
    instruction = forms.CharField(label="交办要求", max_length=1000, required=False, widget=forms.Textarea(LINES))


class ReasonForm(GivenForm):
    reason = forms.CharField(label="理由", max_length=1000, widget=forms.Textarea(LINES))


class ExtendForm(GivenForm):
    until = forms.DateField(label="延期至", widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label="理由和目前进展", max_length=500, widget=forms.Textarea(LINES))


class PlanForm(GivenForm):
    planned_on = forms.DateField(label="计划完成", widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(LINES))


class UrgeForm(GivenForm):
    text = forms.CharField(
        label="催办内容", max_length=200, required=False, widget=forms.Textarea(LINES),
        help_text="承办单位在自己的待办里看到。",
    )  # fmt: skip


class PersonForm(GivenForm):
    person: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None, label="承办人", empty_label="不指定到人", required=False
    )


class LabelForm(GivenForm):
    title = forms.CharField(label="标签", max_length=20)


GIVEN: dict[str, type[GivenForm]] = {
    "dispatch": UnitForm,
    "accept": GivenForm,
    "urge": UrgeForm,
    "set_person": PersonForm,
    "extend": ExtendForm,
    "plan": PlanForm,
    "label": LabelForm,
    "unlabel": LabelForm,
    "void": ReasonForm,
}


def uids_of(values: list[str]) -> list[UUID]:
    """The outside keys that were sent; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
