"""The filter of the search page; what is not understood filters nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from zhuanban.ground.core.forms import dress
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.ground.search.rules.queries import LONGEST_QUERY
from zhuanban.ground.search.rules.sources import sources
from zhuanban.ground.search.selectors.looking_up import Wanted
from zhuanban.outward.documents.rules.lifecycle import State as Paper
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules.loop import State

ALL = "all"
STATES = (
    ("事项", [(f"matter-{state}", State(state).label) for state in State if state != State.VOID]),
    ("文书", [(f"document-{state}", state.label) for state in Paper]),
)


class SearchForm(forms.Form):
    """Each field narrows what is found; all are kept in the address."""

    q = forms.CharField(
        required=False, label="检索内容", max_length=LONGEST_QUERY, widget=forms.TextInput({"type": "search"})
    )
    of = forms.ChoiceField(required=False, label="类型", widget=forms.HiddenInput)
    action = forms.ChoiceField(required=False, label="专项行动")
    town: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        queryset=None, required=False, label="乡镇（街道）", empty_label="全部乡镇（街道）"
    )
    state = forms.ChoiceField(choices=[("", "全部状态"), *STATES], required=False, label="状态")
    since = forms.DateField(required=False, label="日期起", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, label="日期止", widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, campaign: Campaign, campaigns: Iterable[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices = {
            "of": [(source.kind, source.words) for source in sources()],
            "action": [("", campaign.short_name), (ALL, "我的全部专项行动")],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered
        town = self.fields["town"]
        if isinstance(town, forms.ModelChoiceField):
            town.queryset = townships_of(campaign.district_id)
        self.campaign, self.campaigns = campaign, list(campaigns)
        if len(self.campaigns) < 2:
            del self.fields["action"]
        self.fields["q"].widget.attrs["placeholder"] = "编号、地点、说明、条款原文、文书中的字"
        for name, field in self.fields.items():
            dress(field)
            field.widget.attrs["aria-label"] = field.label or name

    def wanted(self) -> Wanted:
        """What was understood."""
        self.is_valid()
        names = vars(Wanted())
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value and name in names})

    def actions(self) -> list[Campaign]:
        """In which actions to look: this one, or all of the person."""
        return self.campaigns if self.cleaned_data.get("action") == ALL else [self.campaign]
