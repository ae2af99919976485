"""The fields of a reading and of its correction."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.ground.orgs.models import Unit

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHOLE_DISTRICT = "0"


def number(label: str, help_text: str = "") -> forms.DecimalField:
    """A number with up to four decimals that may be left empty."""
    return forms.DecimalField(label=label, required=False, max_digits=16, decimal_places=4, help_text=help_text)


class FiguresForm(ServiceForm):
    """A value, or the two numbers of a share, and where it comes from."""

    value = number("数值", "有分子、分母时可不填，由系统计算。")
    numerator = number("分子")
    denominator = number("分母")
    document = forms.CharField(label="来源文件", max_length=200, help_text="例如：污水处理运行月报（2025年12月）")
    source_unit = forms.CharField(label="出具单位", max_length=80)

    def __init__(self, *args: Any, is_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_share:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields["value"].help_text = ""


class ReadingForm(FiguresForm):
    """A reading: for whom and for which day come first."""

    township = forms.ChoiceField(label="范围")
    on = forms.DateField(label="截至日期", widget=DAY)
    field_order = ["township", "on", "value", "numerator", "denominator", "document", "source_unit"]

    def __init__(self, *args: Any, places: list[Unit | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk) if place else WHOLE_DISTRICT: place for place in places}
        field = self.fields["township"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, place.name if place else "全区") for key, place in self.places.items()]

    def clean_township(self) -> Unit | None:
        return self.places[self.cleaned_data["township"]]


class CorrectionForm(FiguresForm):
    """A correction: the new figures and why."""

    reason = forms.CharField(
        label="更正理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="原值保留，理由记入台账。"
    )
