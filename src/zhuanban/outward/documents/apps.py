from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """文书: drafted from live data, approved, numbered, issued and kept."""

    name = "zhuanban.outward.documents"
    label = "documents"
    verbose_name = "文书"
