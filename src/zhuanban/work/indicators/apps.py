from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhuanban.work.indicators"
    label = "indicators"
