from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "zhuanban.work.matters"
    label = "matters"
