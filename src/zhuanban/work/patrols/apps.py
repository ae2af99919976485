from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    """巡查: visits made with the phone, their photos, and what waits for the office."""

    name = "zhuanban.work.patrols"
    label = "patrols"
    verbose_name = "巡查"
