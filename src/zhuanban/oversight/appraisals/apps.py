from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """考核: schemes, scores that open to their matters, and acceptance."""

    name = "zhuanban.oversight.appraisals"
    label = "appraisals"
    verbose_name = "考核"
