from django.apps import AppConfig


class HomesConfig(AppConfig):
    """条款落点: the home of every demand."""

    name = "zhuanban.plan.homes"
    label = "homes"
    verbose_name = "条款落点"
