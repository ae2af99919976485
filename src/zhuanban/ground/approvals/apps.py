from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """审批: asked of a role, decided by one of its holders, who is never the one who asked."""

    name = "zhuanban.ground.approvals"
    label = "approvals"
    verbose_name = "审批"
