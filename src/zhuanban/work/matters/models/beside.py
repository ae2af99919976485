"""What is kept beside a matter: others it has to do with, who of the unit sees to it, and reminders."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhuanban.ground.orgs.models import Unit
from zhuanban.work.matters.rules import Source


class Relation(models.Model):
    """关联: that two matters of an action have to do with each other, and why; one row stands for both directions."""

    # The older matter comes first, so that a pair has one row.
    one = models.ForeignKey("matters.Matter", models.CASCADE, related_name="+")
    other = models.ForeignKey("matters.Matter", models.CASCADE, related_name="+")
    reason = models.CharField("关联理由", max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("关联时间")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="related_once"),
            models.CheckConstraint(name="related_in_order", condition=Q(one__lt=F("other"))),
        ]


class Responsible(models.Model):
    """承办人: who of the unit in charge sees to a matter. It holds while that unit has the matter in hand."""

    matter = models.OneToOneField("matters.Matter", models.CASCADE, related_name="responsible")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="承办人")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("确定时间")


class Urging(models.Model):
    """催办: a reminder to the unit in charge, at most one a day for a matter."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="urgings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField("日期")
    text = models.CharField("催办内容", max_length=200, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["matter", "day"], name="urged_once_a_day")]


class OutsideNumber(models.Model):
    """来件编号: the number that a case of another system bears there, where it joined a matter that was here."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="outside_numbers")
    source = models.CharField("渠道", max_length=12, choices=Source)
    number = models.CharField("对方编号", max_length=60)
    at = models.DateTimeField("并入时间")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["matter", "source", "number"], name="outside_number_once")]
