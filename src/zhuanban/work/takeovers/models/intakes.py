from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.personal_fields import EncryptedTextField
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Batch, Kind


class Mapping(models.Model):
    """列对应: what the headings and values of an old layout mean; known again by the digest of its headings."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    purpose = models.CharField("用途", max_length=12, default="takeover")
    name = models.CharField("名称", max_length=60)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", null=True, verbose_name="类别")
    digest = models.CharField("列名摘要", max_length=64)
    columns = models.JSONField("列", default=dict, help_text="heading → target")
    values = models.JSONField("值", default=dict, help_text="target → words in the file → what they mean")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="制定人")
    made_at = models.DateTimeField("制定时间")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "purpose", "digest"], name="mapping_once_a_layout")
        ]

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """移交资料: an old table, text or folder of pictures on its way in; its content is kept only until then."""

    class Sort(models.TextChoices):
        TABLE = "table", "表格"
        WORDS = "words", "Word 对比表"
        FOLDER = "folder", "照片文件夹"

    class State(models.TextChoices):
        MAPPING = "mapping", "待确定列对应"
        READ = "read", "待核对"
        DONE = "done", "已接收"
        DISCARDED = "discarded", "已放弃"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name="类别")
    sort = models.CharField("资料类型", max_length=8, choices=Sort)
    state = models.CharField("状态", max_length=10, choices=State)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    as_of = models.DateField("资料截至日期")
    content = EncryptedTextField("文件内容", default="")
    items = EncryptedTextField("读出的内容", default="")
    left_out = models.JSONField("没有收的", default=list)
    counts = models.JSONField("数量", default=dict)
    mapping = models.ForeignKey(Mapping, models.SET_NULL, related_name="+", null=True, verbose_name="列对应")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", null=True, verbose_name="成批登记")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
