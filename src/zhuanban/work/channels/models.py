from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.personal_fields import EncryptedTextField
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.channels.rules.layouts import System
from zhuanban.work.matters.models import Kind, Matter


class ChannelFile(models.Model):
    """对方导出文件: an export of another system as it came; the reply sheet has its columns and its order."""

    class State(models.TextChoices):
        CHECKING = "checking", "待核对"
        DONE = "done", "已接收"
        EMPTIED = "emptied", "原文件已到期删除"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    system = models.CharField("渠道", max_length=10, choices=System)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name="类别")
    state = models.CharField("状态", max_length=10, choices=State, default=State.CHECKING)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    content = EncryptedTextField("文件内容")
    counts = models.JSONField("数量", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ChannelClass(models.Model):
    """类别对应: the kind that a class of reports of another system becomes here; none: such reports are not taken."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    system = models.CharField("渠道", max_length=10, choices=System)
    name = models.CharField("对方类别", max_length=80)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", null=True, verbose_name="登记为")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="对应人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "system", "name"], name="channel_class_once")]

    def __str__(self) -> str:
        return self.name


class ChannelCase(models.Model):
    """外部工单: a case of another system by its number there, and the matter that it is here; answered once."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    system = models.CharField("渠道", max_length=10, choices=System)
    number = models.CharField("对方编号", max_length=60)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", verbose_name="事项")
    first_file = models.ForeignKey(ChannelFile, models.PROTECT, related_name="+", verbose_name="首次来件")
    due_on = models.DateField("对方期限", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "system", "number"], name="channel_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.number}"
