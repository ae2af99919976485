"""The workbook to upload."""

from typing import Any

from django import forms

from zhuanban.ground.core.forms import BytesField, ServiceForm
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.selectors.kinds import kinds_of

SUFFIXES = (".xlsx", ".xls", ".et", ".ods", ".csv")
HELP = "可用 .xlsx、.xls、.et、.ods、.csv，最多 20 MB、5 万行。先检查整张表，有一处不对就都不导入。"


class UploadForm(ServiceForm):
    """A filled-in workbook; the kind is asked of those that were not made from a template."""

    content = BytesField(
        suffixes=SUFFIXES, label="填好的表格", error_messages={"required": "请选择填好的表格。"}, help_text=HELP
    )
    kind: "forms.ModelChoiceField[Kind]" = forms.ModelChoiceField(
        queryset=None, required=False, label="类别", empty_label="按模板（自己的表格请选类别）", to_field_name="code"
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = kinds_of(campaign)


class ReturnForm(ServiceForm):
    """A township's workbook that comes back."""

    content = BytesField(
        suffixes=SUFFIXES[:4], label="改好的工作簿", error_messages={"required": "请选择改好的工作簿。"},
        help_text="可用 .xlsx、.xls、.et、.ods，最多 3 MB。先逐格比较，看过再确认。",
    )  # fmt: skip
