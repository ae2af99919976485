from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """指标: figures that are followed, their readings, and what may be said of each target."""

    name = "zhuanban.work.indicators"
    label = "indicators"
    verbose_name = "指标"
