"""What was changed afterwards in what a matter says of itself."""

from django.conf import settings
from django.db import models

from zhuanban.plan.campaigns.models import Campaign


class Amending(models.Model):
    """更正: that somebody changed what matters say of themselves, one matter or many at once."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    origin = models.CharField("来源", max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更正人")
    at = models.DateTimeField("时间")
    entry_id = models.BigIntegerField("日志", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.origin


class Amendment(models.Model):
    """更正的一处: a field with what stood in it before and after, as people read it."""

    amending = models.ForeignKey(Amending, models.CASCADE, related_name="rows")
    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="amendments")
    field = models.CharField("栏目", max_length=70)
    old = models.CharField("原内容", max_length=1000, blank=True, default="")
    new = models.CharField("新内容", max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["amending", "matter", "field"], name="amended_once")]

    def __str__(self) -> str:
        return self.field
