from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zhuanban.outward.audit"
    label = "audit"
    verbose_name = "日志审计"
