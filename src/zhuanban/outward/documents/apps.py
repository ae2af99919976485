from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhuanban.outward.documents"
    label = "documents"
