"""Matters that were registered at once."""

from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models.matters import Matter


class Batch(models.Model):
    """成批登记: matters that were registered at once, from one file; taken back as one within a day."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    origin = models.CharField("来源", max_length=20)
    sha256 = models.CharField("文件摘要", max_length=64)
    digest = models.CharField("各行摘要", max_length=64)
    count = models.PositiveIntegerField("件数")
    first = models.CharField("首件编号", max_length=24)
    last = models.CharField("末件编号", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("时间")
    entry_id = models.BigIntegerField("日志", null=True)
    undo_entry_id = models.BigIntegerField("撤销的日志", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    def __str__(self) -> str:
        return f"{self.origin} {self.first}–{self.last}"


class BatchRow(models.Model):
    """成批登记的一件: which row of the file a matter came from, and the digest by which this row is known again."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="batch_row", primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField("行")
    digest = models.CharField("摘要", max_length=32, db_index=True)
    is_undone = models.BooleanField("已撤销", default=False)
