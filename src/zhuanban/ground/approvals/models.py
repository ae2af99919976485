from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import District, Unit
from zhuanban.ground.orgs.rules import Role


class Approval(models.Model):
    """审批: a request about one row of another room, which names it by kind and id."""

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        GRANTED = "granted", "同意"
        DENIED = "denied", "不同意"
        WITHDRAWN = "withdrawn", "已撤回"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    campaign_id = models.BigIntegerField("专项行动")
    action = models.CharField("事由", max_length=40)
    subject_kind = models.CharField("对象类型", max_length=40)
    subject_id = models.BigIntegerField("对象")
    title = models.CharField("标题", max_length=120)
    reason = models.CharField("理由", max_length=500, blank=True, default="")
    # Whoever holds a post or a seat in one of these does not decide (回避); neither does who wrote what is asked about.
    units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name="涉及单位")
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="起草人")
    details = models.JSONField("申请内容", default=dict, blank=True)
    link = models.CharField("查看", max_length=200, blank=True, default="")
    decider_role = models.CharField("审批角色", max_length=20, choices=Role)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="代何人申请"
    )
    asked_at = models.DateTimeField("申请时间")
    due_at = models.DateTimeField("审批期限", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审批人"
    )
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="代何人审批"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "subject_kind", "subject_id"],
                condition=models.Q(state="asked"),
                name="asked_once_at_a_time",
                violation_error_message="这件事已经在审批中。",
            )
        ]
        indexes = [models.Index(fields=["campaign_id", "decider_role", "state"])]

    def __str__(self) -> str:
        return self.title
