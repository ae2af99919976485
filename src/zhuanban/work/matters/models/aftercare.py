from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules.aftercare import GRACE, EndedBy, Finding, Standing, standing_of


class Care(models.Model):
    """长效管护: who keeps what a closed matter mended, and on which days somebody looks back at it.

    The days are counted from the closing; only the next one is looked up, the rest wait in the list.
    """

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="cares")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    keeper = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="管护单位")
    post = models.CharField("管护岗位", max_length=40, blank=True, default="")
    begun_at = models.DateTimeField("起")
    days = models.JSONField("回头看日期")
    step = models.PositiveSmallIntegerField("已看次数", default=0)
    next_on = models.DateField("下次回头看", null=True)
    ended_at = models.DateTimeField("止", null=True)
    ended_by = models.CharField("因何", max_length=8, choices=EndedBy, blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(ended_at=None), name="one_care_at_a_time")
        ]
        indexes = [
            models.Index(fields=["campaign", "next_on"], name="care_due", condition=Q(ended_at=None)),
            models.Index(fields=["keeper", "next_on"], name="care_due_of_keeper", condition=Q(ended_at=None)),
        ]

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        return standing_of(self.next_on, clock.today(), has_ended=self.ended_at is not None)

    @property
    def ahead(self) -> list[date]:
        """The days that are still to come, the next one first."""
        return [date.fromisoformat(day) for day in self.days[self.step :]] if self.ended_at is None else []

    @property
    def missed_after(self) -> date | None:
        """From the day after this one on the look back counts as missed."""
        return self.next_on + timedelta(days=GRACE) if self.next_on else None


class Recheck(models.Model):
    """回头看: somebody looked at it again, and what was found."""

    care = models.ForeignKey(Care, models.CASCADE, related_name="rechecks")
    step = models.PositiveSmallIntegerField("第几次")
    due_on = models.DateField("应看日期")
    finding = models.CharField("结果", max_length=8, choices=Finding)
    note = models.CharField("说明", max_length=500, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField("时间")
    relapse = models.OneToOneField("matters.Matter", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["care", "step"], name="recheck_once_a_step")]

    @property
    def was_late(self) -> bool:
        """Whether it came after its days of grace."""
        return clock.local_day(self.at) > self.due_on + timedelta(days=GRACE)


class KeeperChange(models.Model):
    """管护变更: another unit keeps it, or nobody does any more; by whom and why."""

    care = models.ForeignKey(Care, models.CASCADE, related_name="changes")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]
