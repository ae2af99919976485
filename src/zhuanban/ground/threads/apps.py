from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "zhuanban.ground.threads"
    label = "threads"
    verbose_name = "留言"
