from django.apps import AppConfig


class FilesConfig(AppConfig):
    """文件: what people send in, kept as received and shown only as a copy."""

    name = "zhuanban.ground.files"
    label = "files"
    verbose_name = "文件"
