from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7


class Photo(models.Model):
    """照片: sealed as received under its SHA-256; shown only as a re-encoded copy. One row for each content and action.

    Time and position are those that the page recorded at capture; absence is no doubt by itself.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign_id = models.BigIntegerField("专项行动")
    sha256 = models.CharField("摘要", max_length=64)
    content_type = models.CharField("格式", max_length=20)
    size = models.PositiveIntegerField("字节")
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    fingerprint = models.CharField("画面指纹", max_length=16)
    captured_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    accuracy_m = models.PositiveIntegerField("精度（米）", null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    received_at = models.DateTimeField("收到时间")
    is_drawn = models.BooleanField("演示图", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign_id", "sha256"], name="photo_once_an_action")]

    def __str__(self) -> str:
        return self.sha256[:12]


class PhotoBand(models.Model):
    """指纹索引: one 16-bit band of a photo's hash, to find near copies."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="bands")
    campaign_id = models.BigIntegerField("专项行动")
    place = models.PositiveSmallIntegerField("段")
    value = models.PositiveIntegerField("值")

    class Meta:
        indexes = [models.Index(fields=["campaign_id", "place", "value"], name="photo_band")]
