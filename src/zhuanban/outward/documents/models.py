from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.ids import uuid7
from zhuanban.outward.documents.rules.lifecycle import Disclosure, State, Type
from zhuanban.oversight.appraisals.models import ScoreRun
from zhuanban.plan.campaigns.models import Campaign


class Document(models.Model):
    """文书: a text drafted from the data, put before a leader, and issued as a sealed file that never changes."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.CharField("文种", max_length=12, choices=Type, default=Type.CIRCULAR)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    title = models.CharField("标题", max_length=120)
    issuer = models.CharField("发文机关标志", max_length=60)
    signer = models.CharField("署名", max_length=60)
    recipients = models.CharField("主送机关", max_length=300)
    copies_to = models.CharField("抄送机关", max_length=300, blank=True, default="")
    code_word = models.CharField("机关代字", max_length=12)
    number = models.CharField("发文字号", max_length=40, blank=True, default="")
    content = models.JSONField("正文", help_text="blocks as rules/blocks.py writes them")
    period_from = models.DateField("数据起")
    period_until = models.DateField("数据止")
    scheme_version = models.CharField("评分办法", max_length=80, blank=True, default="")
    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="计分结果")
    disclosure = models.CharField("公开属性", max_length=12, choices=Disclosure, blank=True, default="")
    disclosure_reason = models.CharField("公开属性理由", max_length=200, blank=True, default="")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    changed_at = models.DateTimeField("修改时间")
    approval = models.ForeignKey(
        Approval, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="签发审批"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="印发人"
    )
    published_at = models.DateTimeField("印发时间", null=True, blank=True)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], condition=~Q(number=""), name="document_number_once"
            ),
            models.CheckConstraint(
                name="published_only_after_approval",
                condition=~Q(state=State.PUBLISHED)
                | (
                    Q(approval__isnull=False, published_at__isnull=False, dated_on__isnull=False)
                    & ~Q(number="")
                    & ~Q(sha256="")
                ),
                violation_error_message="未经领导签发的文书不能印发。",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "id"])]

    def __str__(self) -> str:
        return self.title
