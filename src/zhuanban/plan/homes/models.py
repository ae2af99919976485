from django.conf import settings
from django.db import models

from zhuanban.plan.campaigns.models import Campaign, Clause


class HomeChoice(models.Model):
    """指定落点: that the office assigned a home to a demand by hand, or found that it needs none (`NONE`).

    A demand is known by its clause and its words, so that it is found again when the notice is compiled anew.
    """

    NONE = "none"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", verbose_name="条款")
    demand = models.CharField("要求", max_length=500)
    home = models.CharField("落点", max_length=80)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="指定人")
    chosen_at = models.DateTimeField("指定时间")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["clause", "demand", "home"], name="home_chosen_once")]
