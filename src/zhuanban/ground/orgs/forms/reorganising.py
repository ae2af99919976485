"""Forms of mergers and splits; a split offers, once its parts are named, which unit below goes to which part."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import RowsField, ServiceForm, dress
from zhuanban.ground.orgs.forms.units import NAME, day
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules.reorganisations import MOST_PARTS, Decision


class UnitsField(RowsField):
    """Several units, each told with its kind."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.parent.name if obj.kind == 'village' and obj.parent else obj.get_kind_display()}）"

class ReorganisationForm(ServiceForm):
    """What both have in common: the day, and a decision made of the fields."""

    def decision(self) -> Decision:
        raise NotImplementedError

    def on(self) -> date:
        return cast(date, self.cleaned_data["on"])

    def run_with(self, service: Callable[..., Any], **given: Any) -> Any:
        """Call the service with the decision; what it rejects comes back on the form."""
        try:
            return service(**given)
        except Invalid as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        return None

    def offer_children(self, names: Sequence[str]) -> None:
        """Offer what stands below for the named parts; a merger takes all of it."""

class MergeForm(ReorganisationForm):
    units: Any = UnitsField(queryset=None, label="合并哪些单位", widget=forms.SelectMultiple(attrs={"size": 12}))
    name = forms.CharField(
        label="合并后的名称", max_length=NAME,
        help_text="写其中一个或者另一个现有单位的名称，就并入那个单位；写新名称，就新设一个。",
    )
    on_day = day("生效日期", help_text="填将来的日期，到那天自动生效，在此之前可以撤回。")

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on_day": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["units"]).queryset = units

    def on(self) -> date:
        return cast(date, self.cleaned_data["on_day"])

    def decision(self) -> Decision:
        return Decision(tuple(unit.pk for unit in self.cleaned_data["units"]), (self.cleaned_data["name"],))

class SplitForm(ReorganisationForm):
    names = forms.CharField(
        label="拆分为", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"每行一个名称，最多 {MOST_PARTS} 个；预览时选定由谁承接未办结的工作。写现有单位的名称，就并入它。",
    )  # fmt: skip
    on_day = day("生效日期", help_text="填将来的日期，到那天自动生效，在此之前可以撤回。")

    def __init__(self, unit: Unit, children: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on_day": clock.today()}
        super().__init__(*args, **kwargs)
        self.unit, self.children = unit, children
        self.offer_children(self._named())

    def _named(self) -> list[str]:
        written = str(self.data.get("names", "")) if self.is_bound else ""
        return ["".join(line.split()) for line in written.splitlines() if line.strip()][:MOST_PARTS]

    def offer_children(self, names: Sequence[str]) -> None:
        """Who takes over what follows no rule; and one choice for each unit below, which goes there by itself."""
        if len(names) < 2:
            return
        choices = [(str(place), name) for place, name in enumerate(names)]
        taking = forms.ChoiceField(
            label="承接单位", choices=choices, required=False, initial="0",
            help_text="没有写明村（社区）的未办结事项、现任职务和账号转到这里。",
        )  # fmt: skip
        dress(taking)
        self.fields["takes_over"] = taking
        for child in self.children:
            field = forms.ChoiceField(label=child.name, choices=[("", "随承接单位"), *choices], required=False)
            dress(field)
            self.fields[f"child-{child.pk}"] = field

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST_PARTS:
            raise ValidationError(f"最多拆分为 {MOST_PARTS} 个单位。")
        return names

    def on(self) -> date:
        return cast(date, self.cleaned_data["on_day"])

    def decision(self) -> Decision:
        given = {child.pk: self.cleaned_data.get(f"child-{child.pk}") for child in self.children}
        places = {key: int(place) for key, place in given.items() if place}
        taking = int(self.cleaned_data.get("takes_over") or 0)
        return Decision((self.unit.pk,), tuple(self.cleaned_data["names"]), taking, places)
