from django.apps import AppConfig


class CoreConfig(AppConfig):
    """核心: permits, errors, forms, the clock and the page frame; no word of the field."""

    name = "zhuanban.ground.core"
    label = "core"
    verbose_name = "核心"
