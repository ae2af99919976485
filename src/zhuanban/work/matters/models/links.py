from django.conf import settings
from django.db import models


class Merger(models.Model):
    """并案: that a matter is the same thing as another, into which it went; the office can undo it."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="mergers", verbose_name="重复的事项")
    into = models.ForeignKey("matters.Matter", models.PROTECT, related_name="merged", verbose_name="并入")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("并案时间")
    # What the other matter got by it, to be taken back when it is undone.
    photos = models.JSONField("带去的照片", default=list, help_text="keys of MatterPhoto")
    units = models.JSONField("带去的登记单位", default=list)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=models.Q(undone_at=None), name="merged_once"),
        ]


class Part(models.Model):
    """拆分: a matter of its own for the share of one unit in a matter that another unit leads."""

    whole = models.ForeignKey("matters.Matter", models.PROTECT, related_name="parts", verbose_name="原事项")
    matter = models.OneToOneField("matters.Matter", models.CASCADE, related_name="part_of", verbose_name="拆分出来的")
    at = models.DateTimeField("拆分时间")

    class Meta:
        ordering = ["pk"]
