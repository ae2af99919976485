from django.apps import AppConfig


class CliConfig(AppConfig):
    """命令: alone knows every room."""

    name = "zhuanban.cli"
    label = "cli"
