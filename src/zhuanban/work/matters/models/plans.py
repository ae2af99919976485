"""Milestones of ledger matters, changes of what was planned, and labels."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhuanban.plan.campaigns.models import Campaign


class Milestone(models.Model):
    """里程碑: a step of a ledger matter with its planned day and weight; until one is kept, those of the kind hold."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField("次序")
    title = models.CharField("里程碑", max_length=30)
    weight = models.PositiveSmallIntegerField(
        "权重", default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    planned_on = models.DateField("计划完成")
    done_on = models.DateField("实际完成", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["matter", "order"], name="milestone_once")]

    def __str__(self) -> str:
        return self.title


class PlanChange(models.Model):
    """计划调整: that a planned day was moved after it had been settled, and why."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="plan_changes")
    what = models.CharField("调整内容", max_length=40)
    old_on = models.DateField("原日期", null=True)
    new_on = models.DateField("新日期")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]


class Label(models.Model):
    """标签: a word by which the office gathers matters of an action."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    title = models.CharField("标签", max_length=20)

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["campaign", "title"], name="label_once")]

    def __str__(self) -> str:
        return self.title


class Labelled(models.Model):
    """贴标签: that a matter bears a label."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="labelled")
    label = models.ForeignKey(Label, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "matter"], name="labelled_once")]
