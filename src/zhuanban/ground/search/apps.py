from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "zhuanban.ground.search"
    label = "search"
