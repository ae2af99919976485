from django.conf import settings
from django.db import models

from zhuanban.ground.orgs.models import District
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.rules import Profile


class Kind(models.Model):
    """事项类别: what sort of thing is to be done; data, versioned: shipped (kinds/*.yaml), or of a district's own."""

    code = models.SlugField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=40)
    profile = models.CharField("流程", max_length=10, choices=Profile)
    group = models.CharField("大类", max_length=20)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="自设的区县"
    )
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_active = models.BooleanField("启用", default=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    # Whether one of its versions asks for keeping after closing, so that closing any other asks nothing more.
    has_aftercare = models.BooleanField("有管护", default=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class KindVersion(models.Model):
    """类别版本: a specification of a kind; never changed, so that every matter is read by the one it was filed under.

    Shipped versions have no action. An action's own holds in it alone (`CampaignKind.version`).
    """

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    spec = models.JSONField("规格")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="专项行动"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="确认人"
    )
    made_at = models.DateTimeField("确认时间", null=True, blank=True)
    note = models.CharField("修改说明", max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="kind_version_once")]


class CampaignKind(models.Model):
    """启用类别: which clause of an action a kind serves, recognised by words; a general kind serves every task.

    `version` is the action's own version of the kind; without one it takes the newest that is shipped.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="served")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField("本行动的版本", null=True, blank=True)
    is_on = models.BooleanField("启用", default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "kind", "clause"], name="kind_serves_clause_once")]


class KindDraft(models.Model):
    """类别草稿: what the office is writing of a kind for its action; in force only when it is confirmed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    kind = models.ForeignKey(Kind, models.CASCADE, related_name="+", verbose_name="类别")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="条款")
    spec = models.JSONField("规格")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind"], name="kind_draft_once")]
