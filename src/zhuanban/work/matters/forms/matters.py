"""A matter named by its number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.matters import matter_numbered


class MatterField(forms.CharField):
    """The number of a matter that the reader sees; the form says who reads in which action."""

    sought_by: User
    within: Campaign

    def clean(self, value: Any) -> Matter | None:
        number = super().clean(value).strip()
        if not number:
            return None
        matter = matter_numbered(self.sought_by, self.within, number)
        if matter is None:
            raise ValidationError("没有这个编号的事项，请核对。")
        return matter
