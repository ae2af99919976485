"""The form by which the registered content of a matter is amended."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.work.matters.forms.register import form_field
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.amending import OWN, written
from zhuanban.work.matters.rules.fields import form_name
from zhuanban.work.matters.selectors.kinds import spec_of_matter


class AmendForm(ServiceForm):
    """What the matter says of itself, as it stands."""

    title = forms.CharField(label="事项", max_length=120)
    place = forms.CharField(label="地点", max_length=120, help_text="写到路段、门牌或村居，便于核查和识别反弹。")
    detail = forms.CharField(label="说明", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in spec_of_matter(matter).asked:
            made = form_field(field)
            dress(made)
            self.fields[form_name(field)] = made
            self.initial[form_name(field)] = written(matter.fields.get(field.code, ""))
        self.initial.update({name: getattr(matter, name) for name in OWN})

    def clean(self) -> dict[str, Any]:
        """Everything as one mapping of words, as the service takes it."""
        cleaned = super().clean() or self.cleaned_data
        return {"changes": {name: "" if value is None else str(value) for name, value in cleaned.items()}}
