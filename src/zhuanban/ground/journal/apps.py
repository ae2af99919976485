from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """日志: what happened, who is told, and the seal over it."""

    name = "zhuanban.ground.journal"
    label = "journal"
    verbose_name = "日志"

    def ready(self) -> None:
        for name in ("sealing", "checking", "syslog"):
            import_module(f"zhuanban.ground.journal.{name}")
        autodiscover_modules("events", "permissions", "handlers", "slots", "personal")
