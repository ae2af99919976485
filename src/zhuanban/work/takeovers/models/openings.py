from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.takeovers.rules.openings import LONGEST_FIGURE, LONGEST_SOURCE, LONGEST_WORDS, SourceKind, Status


class Opening(models.Model):
    """起点: how a clause stood in a township when the system took over, as of a day and by a source.

    A correction writes a further version and says which one it replaces; no state is ever written over.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", verbose_name="条款")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="乡镇（街道）")
    status = models.CharField("起点状态", max_length=12, choices=Status)
    words = models.CharField("情况", max_length=LONGEST_WORDS, blank=True, default="")
    figure = models.CharField("数量", max_length=LONGEST_FIGURE, blank=True, default="")
    as_of = models.DateField("截至日期")
    source_kind = models.CharField("来源类型", max_length=10, choices=SourceKind)
    source = models.CharField("来源", max_length=LONGEST_SOURCE)
    version = models.PositiveSmallIntegerField("版本", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True, blank=True)
    is_current = models.BooleanField("现行", default=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "township"], condition=Q(is_current=True), name="opening_once_a_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}（截至 {self.as_of}）"
