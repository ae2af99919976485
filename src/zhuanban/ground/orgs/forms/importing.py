"""The table to upload."""

from zhuanban.ground.core.forms import BytesField, ServiceForm


class UploadForm(ServiceForm):
    content = BytesField(
        suffixes=(".xlsx", ".xls", ".et"),
        label="填好的表格",
        error_messages={"required": "请选择填好的表格。"},
        help_text="可用 .xlsx、.xls、.et，最多 10 MB、每张表 2 万行。先检查整张表，有一处不对就都不导入。",
    )
