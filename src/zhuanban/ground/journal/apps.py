from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """日志: what happened, who is told, and the seal over it."""

    name = "zhuanban.ground.journal"
    label = "journal"
    verbose_name = "日志"

    def ready(self) -> None:
        import_module("zhuanban.ground.journal.sealing")
        autodiscover_modules("events", "permissions", "handlers", "slots")
