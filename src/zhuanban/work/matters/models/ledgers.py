"""Tables of the ledgers beside the matters themselves: views that are kept."""

from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.plan.campaigns.models import Campaign


class SavedView(models.Model):
    """台账视图: a ledger's filter, columns and order under a name, as its address holds them; own, or for everybody."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人")
    title = models.CharField("视图名称", max_length=30)
    query = models.CharField("筛选和列", max_length=1500, blank=True, default="")
    is_shared = models.BooleanField("共享", default=False)
    saved_at = models.DateTimeField("保存时间")
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["campaign", "owner"], name="saved_view_of_owner")]

    def __str__(self) -> str:
        return self.title


class DefaultView(models.Model):
    """默认视图: what somebody sees first on opening the ledger of an action."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "user"], name="default_view_once")]
