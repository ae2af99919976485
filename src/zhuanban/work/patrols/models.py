from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.patrols.rules import NOTABLE_SKEW_S, Verdict, VisitKind, VisitState


class Visit(models.Model):
    """检查: one visit to a place, made with a phone: a problem found, or a finished matter verified on the spot.

    Kept as the phone sent it (`body`), whatever becomes of it: township, kind or matter stay empty where the
    list on the phone was older than ours, and the visit is held for the office.
    """

    uid = models.UUIDField("外部标识", unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="检查人")
    kind = models.CharField("检查类型", max_length=8, choices=VisitKind)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", null=True, verbose_name="核查的事项")
    verdict = models.CharField("核查结论", max_length=4, choices=Verdict, blank=True, default="")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, verbose_name="乡镇（街道）")
    matter_kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", null=True, verbose_name="类别")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", null=True, verbose_name="条款")
    place = models.CharField("地点", max_length=120, blank=True, default="")
    text = models.CharField("说明", max_length=1000, blank=True, default="")
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True)
    accuracy_m = models.PositiveIntegerField("精度（米）", null=True)
    captured_at = models.DateTimeField("检查时间（手机时钟）")
    clock_skew_s = models.IntegerField("手机时钟偏差（秒）", null=True)
    received_at = models.DateTimeField("收到时间")
    schema_version = models.PositiveSmallIntegerField("格式版本")
    base_version = models.CharField("所据版本", max_length=40, blank=True, default="")
    digest = models.CharField("内容摘要", max_length=64)
    body = models.JSONField("原始内容")
    state = models.CharField("状态", max_length=10, choices=VisitState, default=VisitState.WAITING)
    reason = models.CharField("原因", max_length=500, blank=True, default="")
    result = models.ForeignKey(Matter, models.PROTECT, related_name="+", null=True, verbose_name="形成的事项")

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "state", "id"], name="visit_by_state"),
            models.Index(fields=["inspector", "campaign", "id"], name="visit_by_inspector"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}"

    @property
    def happened_at(self) -> datetime:
        """When it was, by our clock: the phone's clock put right by its skew, and never later than its arrival."""
        return min(self.captured_at + timedelta(seconds=self.clock_skew_s or 0), self.received_at)

    @property
    def is_clock_wrong(self) -> bool:
        """Whether the phone's clock was out by more than five minutes."""
        return self.clock_skew_s is not None and abs(self.clock_skew_s) > NOTABLE_SKEW_S


class VisitPhoto(models.Model):
    """检查照片: a photo that the visit names by its content; `photo` is filled when all of it has arrived."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    sha256 = models.CharField("摘要", max_length=64)
    role = models.CharField("用途", max_length=8, choices=VisitKind)
    order = models.PositiveSmallIntegerField("次序")
    captured_at = models.DateTimeField("拍摄时间（手机时钟）")
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True)
    accuracy_m = models.PositiveIntegerField("精度（米）", null=True)
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+", null=True, verbose_name="收到的照片")
    fault = models.CharField("不能用的原因", max_length=200, blank=True, default="")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["visit", "sha256"], name="photo_once_a_visit")]
        indexes = [models.Index(fields=["sha256"], name="visit_photo_content", condition=models.Q(photo=None))]


class PhotoPart(models.Model):
    """照片分片: a piece of a photo on its way here; gone when the photo is whole and sealed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sha256 = models.CharField("照片摘要", max_length=64)
    number = models.PositiveSmallIntegerField("第几片")
    count = models.PositiveSmallIntegerField("共几片")
    digest = models.CharField("分片摘要", max_length=64)
    path = models.CharField("存放位置", max_length=200)
    received_at = models.DateTimeField("收到时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "sender", "sha256", "number"], name="part_once_a_photo")
        ]
        indexes = [models.Index(fields=["received_at"], name="part_by_age")]
