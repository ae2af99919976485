from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    """电子表格: workbooks in and out."""

    name = "zhuanban.work.workbooks"
    label = "workbooks"
    verbose_name = "电子表格"
