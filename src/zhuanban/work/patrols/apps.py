from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "zhuanban.work.patrols"
    label = "patrols"
