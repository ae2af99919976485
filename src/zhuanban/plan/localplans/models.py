from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign, Clause, NoticeVersion
from zhuanban.plan.localplans.rules import Decision, State


class LocalPlan(models.Model):
    """乡镇实施方案: one version of a township's own plan, with how it answers each clause of the notice.

    The columns of counts follow from `conformance` and the marks; they are kept so that a list reads no text.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("版本")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    text = models.TextField("正文")
    plan = models.JSONField("编译结果")
    notice_version = models.ForeignKey(NoticeVersion, models.PROTECT, related_name="+", verbose_name="对照的通知")
    conformance = models.JSONField("对照结果")
    carried_out = models.PositiveSmallIntegerField("已落实", default=0)
    strengthened = models.PositiveSmallIntegerField("高于通知", default=0)
    weakened = models.PositiveSmallIntegerField("低于通知", default=0)
    unsure = models.PositiveSmallIntegerField("拿不准", default=0)
    missing = models.PositiveSmallIntegerField("没落实", default=0)
    not_concerned = models.PositiveSmallIntegerField("本地不涉及", default=0)
    added = models.PositiveSmallIntegerField("本地增加", default=0)
    state = models.CharField("状态", max_length=12, choices=State, default=State.SUBMITTED)
    reason = models.CharField("退回原因", max_length=300, blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    compared_at = models.DateTimeField("对照时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核对人"
    )
    decided_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "township", "number"], name="local_plan_number_once"),
            models.UniqueConstraint(fields=["campaign", "township", "sha256"], name="local_plan_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.township}实施方案（第 {self.number} 版）"


class ClauseMark(models.Model):
    """逐条记录: what the office decided on a clause that the comparison left open, and how the township explains it."""

    plan = models.ForeignKey(LocalPlan, models.CASCADE, related_name="marks")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    decision = models.CharField("结论", max_length=14, choices=Decision, blank=True, default="")
    note = models.CharField("依据", max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField("结论时间", null=True, blank=True)
    explanation = models.CharField("乡镇说明", max_length=300, blank=True, default="")
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    explained_at = models.DateTimeField("说明时间", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "clause"], name="one_mark_a_clause")]
