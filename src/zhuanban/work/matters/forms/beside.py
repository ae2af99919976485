"""What is asked beside the loop: another matter and why, who sees to it, what the unit is reminded of."""

from dataclasses import dataclass
from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.forms.matters import MatterField
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.persons import people_in

LINES = {"rows": 2}


class BesideForm(ServiceForm):
    """A form that stands beside a matter."""

    def __init__(self, *args: Any, matter: Matter, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.by = matter, by
        self.prepare()

    def prepare(self) -> None:
        """What depends on the matter and the reader."""


class RelateForm(BesideForm):
    other = MatterField(label="另一件事项的编号", max_length=24, help_text="可以只写编号的后几位。")
    reason = forms.CharField(label="关联理由", max_length=120)

    def prepare(self) -> None:
        field = self.fields["other"]
        if isinstance(field, MatterField):
            field.sought_by, field.within = self.by, self.matter.campaign


class PersonForm(BesideForm):
    person: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None, label="承办人", empty_label="不指定到人", required=False
    )

    def prepare(self) -> None:
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people_in(self.matter.campaign, self.matter.handler_id)


class UrgeForm(BesideForm):
    text = forms.CharField(label="催办内容", max_length=200, required=False, widget=forms.Textarea(LINES))


@dataclass(frozen=True)
class OpenForm:
    """A form as the page offers it; one that failed stands open with its errors."""

    what: str
    name: str
    form: BesideForm
    is_open: bool


FORMS: dict[str, tuple[str, str, type[BesideForm]]] = {
    "person": ("may_set_person", "确定承办人", PersonForm),
    "urge": ("may_urge", "催办", UrgeForm),
    "relate": ("may_relate", "关联", RelateForm),
}


def beside_forms(
    beside: dict[str, Any], matter: Matter, by: User, failed: ServiceForm | None, failed_what: str
) -> list[OpenForm]:
    """Those that are open to the reader."""
    offered = []
    for what, (right, name, kind) in FORMS.items():
        is_failed = isinstance(failed, BesideForm) and what == failed_what
        if beside[right] or is_failed:
            form = kind(matter=matter, by=by, auto_id=f"{what}_%s")
            shown = failed if is_failed and isinstance(failed, BesideForm) else form
            offered.append(OpenForm(what, name, shown, is_failed))
    return offered
