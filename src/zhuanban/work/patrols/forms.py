"""What the office fills in for a held visit."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules import Profile
from zhuanban.work.matters.selectors import kinds_of


class AdmitForm(ServiceForm):
    """Township and kind may be chosen anew where the list on the phone was older than ours."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, rows in (
            ("township", "乡镇（街道）", townships_of(campaign.district_id)),
            ("kind", "类别", kinds_of(campaign, Profile.CASE)),
        ):
            field = forms.ModelChoiceField(rows, label=label, required=False, empty_label="按上报的")
            dress(field)
            self.fields[name] = field


class RefuseForm(ServiceForm):
    """The reason is what the inspector reads."""

    reason = forms.CharField(label="不予受理的原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
