from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.personal_fields import EncryptedTextField
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Amending, Batch, Kind


class BookImport(models.Model):
    """表格导入: a workbook of matters that was checked, and the batch that it became; kept only until then."""

    class State(models.TextChoices):
        WAITING = "waiting", "正在检查"
        FAULTY = "faulty", "有错，未导入"
        CHECKED = "checked", "已检查，待确认"
        CONFIRMED = "confirmed", "正在导入"
        DONE = "done", "已导入"
        DISCARDED = "discarded", "已过期，未导入"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", null=True, verbose_name="类别")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    content = EncryptedTextField("文件内容")
    found = EncryptedTextField("检查结果")
    counts = models.JSONField("数量", default=dict)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", null=True, verbose_name="成批登记")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class TownBook(models.Model):
    """乡镇工作簿: the open matters of a township as they went out in a workbook, to be compared when it comes back."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="乡镇（街道）")
    base = EncryptedTextField("底本")
    count = models.PositiveIntegerField("件数", default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="下载人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.township} {self.count}"


class TownReturn(models.Model):
    """工作簿回收: a township's workbook that came back, and what became of it; kept only until then."""

    class State(models.TextChoices):
        COMPARED = "compared", "待确认"
        DONE = "done", "已合并"
        DISCARDED = "discarded", "已过期，未合并"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    book = models.ForeignKey(TownBook, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.COMPARED)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    content = EncryptedTextField("文件内容")
    counts = models.JSONField("数量", default=dict)
    amending = models.ForeignKey(Amending, models.PROTECT, related_name="+", null=True, verbose_name="更正")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", null=True, verbose_name="成批登记")
    undone_at = models.DateTimeField("撤销时间", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
