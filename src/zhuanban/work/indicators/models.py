from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign, Clause, Target
from zhuanban.work.indicators.rules.verdicts import Direction


class Indicator(models.Model):
    """指标: a figure that is followed through an action; every target of this name in the action reads it.

    `target` is the first target that asked for it; a correction of the plan may take that target away.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", verbose_name="条款")
    target = models.ForeignKey(Target, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name="目标")
    name = models.CharField("指标", max_length=80)
    unit = models.CharField("单位", max_length=20, blank=True, default="")
    definition = models.CharField("口径", max_length=400)
    direction = models.CharField("方向", max_length=8, choices=Direction, default=Direction.HIGHER)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"], name="indicator_once", violation_error_message="本行动已有这个指标。"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """填报值: the value of an indicator on a day, of a township or (township empty) of the whole district.

    A correction writes a further version and says which one it replaces; no value is ever written over.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    township = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="乡镇（街道）"
    )
    on = models.DateField("截至日期")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    numerator = models.DecimalField("分子", max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("分母", max_digits=18, decimal_places=4, null=True, blank=True)
    document = models.CharField("来源文件", max_length=200)
    source_unit = models.CharField("出具单位", max_length=80)
    version = models.PositiveSmallIntegerField("版本", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True, blank=True)
    reason = models.CharField("更正理由", max_length=300, blank=True, default="")
    is_current = models.BooleanField("现行", default=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填报人")
    entered_at = models.DateTimeField("填报时间")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "township", "on"], condition=Q(is_current=True), name="reading_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["indicator", "on"],
                condition=Q(is_current=True, township=None),
                name="district_reading_once_a_day",
            ),
        ]

    @property
    def source(self) -> str:
        """Where the value comes from, as a reader quotes it."""
        return f"{self.document}（{self.source_unit}）"
