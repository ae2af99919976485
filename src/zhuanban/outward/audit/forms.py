"""What the journal can be searched by; an address keeps it."""

from typing import Any, cast

from django import forms

from zhuanban.ground.core.forms import dress
from zhuanban.ground.core.ids import LONGEST_KEY
from zhuanban.ground.journal.events import event_kinds, subject_kinds
from zhuanban.ground.orgs.models import User
from zhuanban.outward.audit.rules import Chosen, named
from zhuanban.outward.audit.selectors import actions_of, kinds_for

EVERY = "全部"


class FilterForm(forms.Form):
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    person = forms.CharField(
        label="人员", required=False, max_length=30,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "姓名或用户名"}),
    )  # fmt: skip
    event = forms.ChoiceField(label="事件", required=False)
    subject_kind = forms.ChoiceField(label="对象", required=False)
    subject_id = forms.IntegerField(
        label="对象编号", required=False, min_value=1, max_value=10**LONGEST_KEY - 1,
        widget=forms.NumberInput(attrs={"placeholder": "编号"}),
    )  # fmt: skip
    action = forms.TypedChoiceField(label="专项行动", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("event", "事件", [(name, event_kinds()[name]) for name in kinds_for(user)])
        self._choose("subject_kind", "对象", [(kind, named(kind)) for kind in subject_kinds()])
        self._choose("action", "专项行动", [(str(action.pk), action.short_name) for action in actions_of(user)])
        for field in self.fields.values():
            dress(field)

    def _choose(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", f"{label}：{EVERY}"), *choices]

    def chosen(self) -> Chosen:
        """What was chosen and could be read."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) or None for name in self.fields}
        return Chosen(
            since=values["since"],
            until=values["until"],
            person=values["person"] or "",
            event=values["event"] or "",
            subject_kind=values["subject_kind"] or "",
            subject_id=values["subject_id"],
            action=values["action"],
        )
