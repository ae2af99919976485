"""Looking back at what was closed, and changing who keeps it."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.selectors import units_of
from zhuanban.work.matters.forms.photos import NO_SECRETS, PhotosField, PhotosForm
from zhuanban.work.matters.models import Care
from zhuanban.work.matters.rules.aftercare import Aftercare, Finding


class RecheckForm(PhotosForm):
    finding = forms.ChoiceField(label="结果", choices=Finding.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="完好的不用写；反弹的写明现场情况，系统据此登记一件新的事项，原来填过的不再问。",
    )  # fmt: skip
    photos = PhotosField(label="照片")

    def __init__(self, *args: Any, said: Aftercare | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if said and said.photo_reason:
            self.fields["photos"].help_text = f"必附：{said.photo_reason}。{NO_SECRETS}"


class KeeperForm(ServiceForm):
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(queryset=None, label="管护单位", empty_label=None)
    post = forms.CharField(label="管护岗位", max_length=40, required=False, help_text="如环卫管护员；不写姓名。")
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args: Any, care: Care, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"unit": care.keeper_id, "post": care.post})
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = units_of(care.keeper.district_id)


class EndKeepingForm(ServiceForm):
    reason = forms.CharField(label="理由", max_length=200, help_text="如建筑已经拆除。")
