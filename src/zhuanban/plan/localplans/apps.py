from django.apps import AppConfig


class LocalPlansConfig(AppConfig):
    """乡镇实施方案: the three-year plans of the townships beside the notice."""

    name = "zhuanban.plan.localplans"
    label = "localplans"
    verbose_name = "乡镇实施方案"
