"""A matter named by its number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.relations import MOST_NAMED, matters_numbered


class MatterField(forms.CharField):
    """The number of a matter that the reader sees; the form says who reads in which action."""

    sought_by: User
    within: Campaign

    def clean(self, value: Any) -> Matter | None:
        number = super().clean(value).strip()
        if not number:
            return None
        found = matters_numbered(self.sought_by, self.within, number)
        if not found:
            raise ValidationError("没有这个编号的事项，请核对。")
        if len(found) > 1:
            raise ValidationError(f"编号以{number}结尾的不止一件，请写全：{_named(found)}。")
        return found[0]


def _named(found: list[Matter]) -> str:
    """The first of them: 0012（路灯不亮）、…"""
    names = "、".join(f"{matter.number}（{matter.title}）" for matter in found[: MOST_NAMED - 1])
    return f"{names} 等" if len(found) == MOST_NAMED else names
