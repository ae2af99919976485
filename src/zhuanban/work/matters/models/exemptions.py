from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.models.kinds import Kind


class Exemption(models.Model):
    """例外: that the limit of a matter is not what its kind says: until which day, asked and approved by whom."""

    class Sort(models.TextChoices):
        EXTEND = "extend", "延期"
        SUSPEND = "suspend", "缓办"
        SEASON = "season", "季节性暂缓"

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        GRANTED = "granted", "已批准"
        DENIED = "denied", "未同意"
        OVER = "over", "已结束"

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="exemptions")
    sort = models.CharField("种类", max_length=8, choices=Sort)
    state = models.CharField("状态", max_length=8, choices=State)
    until = models.DateField("至")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField("申请时间")
    approval_id = models.BigIntegerField("审批", null=True, unique=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    begun_at = models.DateTimeField("开始", null=True)
    ended_at = models.DateTimeField("结束", null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="granted") & ~Q(sort="extend"), name="one_pause_at_a_time"
            )
        ]


class Season(models.Model):
    """季节性暂缓: between two days of every year work of a kind, or of a clause, waits, as planting in frost."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="类别")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="条款")
    from_month = models.PositiveSmallIntegerField("起月")
    from_day = models.PositiveSmallIntegerField("起日")
    to_month = models.PositiveSmallIntegerField("止月")
    to_day = models.PositiveSmallIntegerField("止日")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("设定时间")
    ended_at = models.DateTimeField("取消时间", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__isnull=False, clause=None) | Q(kind=None, clause__isnull=False),
                name="season_of_kind_or_clause",
            ),
            models.CheckConstraint(
                condition=~Q(from_month=F("to_month"), from_day=F("to_day")), name="season_not_a_day"
            ),
        ]

    @property
    def days(self) -> str:
        """11月15日至3月10日, as people say it."""
        return f"{self.from_month}月{self.from_day}日至{self.to_month}月{self.to_day}日"
