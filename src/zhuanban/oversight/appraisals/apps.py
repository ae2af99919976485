from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "zhuanban.oversight.appraisals"
    label = "appraisals"
