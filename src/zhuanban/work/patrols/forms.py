"""What the office fills in for a held visit."""

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules import Profile
from zhuanban.work.matters.selectors import kinds_of


class AdmitForm(ServiceForm):
    """Township and kind may be chosen anew where the list on the phone was older than ours."""

    township = forms.ModelChoiceField(label="乡镇（街道）", queryset=None, required=False, empty_label="按上报的")
    kind = forms.ModelChoiceField(label="类别", queryset=None, required=False, empty_label="按上报的")

    def __init__(self, *args: object, campaign: Campaign, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].queryset = townships_of(campaign.district_id)
        self.fields["kind"].queryset = kinds_of(campaign, Profile.CASE)


class RefuseForm(ServiceForm):
    """The reason is what the inspector reads."""

    reason = forms.CharField(label="不予受理的原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
