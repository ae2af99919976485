from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "zhuanban.plan.campaigns"
    label = "campaigns"
