from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhuanban.outward.desk"
    label = "desk"
