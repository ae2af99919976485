"""The versions of the rules by which matters of an action show their lights."""

from django.conf import settings
from django.db import models

from zhuanban.plan.campaigns.models import Campaign


class LightVersion(models.Model):
    """亮灯规则版本: the rules of an action as the office published them; without one those of the product hold."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField("版本")
    text = models.TextField("规则")
    note = models.CharField("说明", max_length=200)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField("发布时间")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="light_version_once")]
