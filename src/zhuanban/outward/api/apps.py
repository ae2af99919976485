from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zhuanban.outward.api"
    label = "api"
