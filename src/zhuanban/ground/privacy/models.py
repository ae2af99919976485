from django.conf import settings
from django.db import models

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import District, Person


class Reveal(models.Model):
    """查看记录: that somebody saw a personal value in full; the reason lies encrypted beside the journal's entry."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查看人")
    column = models.CharField("字段", max_length=80)
    row_id = models.BigIntegerField("所在行")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="reveals_of_one")]


class Hold(models.Model):
    """保留: what concerns a person or an action is not deleted by any rule until the hold ends (案件、审计)."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    campaign_id = models.BigIntegerField("专项行动", null=True, blank=True)
    basis = models.CharField("依据", max_length=120)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("结束", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hold_of_one_thing",
                condition=models.Q(person__isnull=False, campaign_id__isnull=True)
                | models.Q(person__isnull=True, campaign_id__isnull=False),
                violation_error_message="请写明保留哪一名人员或哪一个专项行动，只写一个。",
            )
        ]
