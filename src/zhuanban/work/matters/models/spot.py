from django.conf import settings
from django.db import models


class SpotMend(models.Model):
    """立查立改: a matter found, mended and closed in one visit; a drawn share of them is verified by another."""

    matter = models.OneToOneField("matters.Matter", models.CASCADE, related_name="spot_mend")
    mended_at = models.DateTimeField("整改时间")
    # The draw, so that anyone can compute it again: the seal of the journal, and the township's share at the time.
    drawn_at = models.DateTimeField("抽取时间", null=True)
    seal = models.BigIntegerField("封条序号", null=True)
    seed = models.CharField("封条摘要", max_length=64, blank=True, default="")
    share = models.PositiveSmallIntegerField("抽查比例（%）", null=True)
    is_drawn = models.BooleanField("抽中", default=False)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    checked_at = models.DateTimeField("抽查时间", null=True)
    passed = models.BooleanField("合格", null=True)

    class Meta:
        indexes = [models.Index(fields=["mended_at"], name="spot_undrawn", condition=models.Q(drawn_at=None))]


class Referral(models.Model):
    """转执法: handed to an enforcement body; its own files stay there, only case number and outcome come back."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="referrals")
    body = models.CharField("执法机关", max_length=60)
    case_number = models.CharField("案号", max_length=60, blank=True, default="")
    at = models.DateTimeField("移交时间")
    ended_at = models.DateTimeField("回告时间", null=True)
    outcome = models.CharField("结果", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=models.Q(ended_at=None), name="referred_once")
        ]
