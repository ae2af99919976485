from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.workdays.rules import LimitUnit
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.models.kinds import Kind
from zhuanban.work.matters.rules import Act, Light, PhotoRole, Profile, Source, State


class Matter(models.Model):
    """事项: one thing to be done, whatever found it; the ledgers and lists are views of this table."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    number = models.CharField("编号", max_length=24)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name="类别")
    kind_version = models.PositiveSmallIntegerField("类别版本", default=1)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", null=True, verbose_name="条款")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="乡镇（街道）")
    handler = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, verbose_name="承办单位")
    profile = models.CharField("流程", max_length=10, choices=Profile)
    source = models.CharField("来源", max_length=12, choices=Source)
    title = models.CharField("事项", max_length=120)
    detail = models.CharField("说明", max_length=1000, blank=True, default="")
    place = models.CharField("地点", max_length=120)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.REGISTERED)
    light = models.CharField("亮灯", max_length=8, choices=Light, default=Light.NONE)
    light_changes_at = models.DateTimeField("下次变灯", null=True, blank=True)
    due_at = models.DateTimeField("时限", null=True, blank=True)
    happened_at = models.DateTimeField("发现时间")
    entered_at = models.DateTimeField("登记时间")
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    is_late = models.BooleanField("曾逾期", default=False)
    rework_count = models.PositiveSmallIntegerField("返工", default=0)
    reworked_at = models.DateTimeField("首次返工时间", null=True, blank=True)
    relapse_of = models.ForeignKey("self", models.PROTECT, related_name="relapses", null=True, verbose_name="反弹自")
    planned_on = models.DateField("计划完成", null=True, blank=True)
    fields = models.JSONField("其他字段", default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="matter_number_once")]
        indexes = [
            models.Index(fields=["campaign", "township", "kind", "state", "id"], name="matter_by_township"),
            models.Index(fields=["campaign", "due_at", "id"], name="matter_open", condition=Q(closed_at=None)),
            models.Index(fields=["light_changes_at"], name="matter_light_due", condition=Q(closed_at=None)),
            models.Index(fields=["campaign", "place", "kind", "closed_at"], name="matter_at_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Assignment(models.Model):
    """承办: a unit's turn with a matter: given, accepted, returned, done. A send-back opens a new stint."""

    class Role(models.TextChoices):
        LEAD = "lead", "主办"
        SUPPORT = "support", "协办"

    class Origin(models.TextChoices):
        DISPATCH = "dispatch", "交办"
        FILING = "filing", "登记"
        SEND_BACK = "send_back", "核查退回"
        REOPEN = "reopen", "重新办理"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField("角色", max_length=8, choices=Role, default=Role.LEAD)
    stint = models.PositiveSmallIntegerField("轮次", default=1)
    origin = models.CharField("由来", max_length=10, choices=Origin, default=Origin.DISPATCH)
    # The limit of the whole beside those of its stages, where the kind has one; no stage runs past it.
    whole_amount = models.PositiveSmallIntegerField("总时限数", null=True)
    whole_unit = models.CharField("总时限单位", max_length=12, choices=LimitUnit, blank=True, default="")
    whole_due_at = models.DateTimeField("总时限到期", null=True)
    whole_is_provisional = models.BooleanField("总时限暂定", default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("交办时间")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    accepted_at = models.DateTimeField("签收时间", null=True)
    returned_at = models.DateTimeField("退回时间", null=True)
    is_misdirected = models.BooleanField("错误派遣", default=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    done_at = models.DateTimeField("报结时间", null=True)
    sent_back_at = models.DateTimeField("核查退回时间", null=True)

    class Meta:
        ordering = ["stint", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "unit", "stint"], name="assigned_once_a_stint"),
            models.UniqueConstraint(
                fields=["matter", "stint"], condition=Q(role="lead", returned_at=None), name="one_lead_a_stint"
            ),
        ]


    @property
    def whole_ends(self) -> str:
        """Until when the limit of the whole runs."""
        return ends_of(self.whole_due_at) if self.whole_due_at else ""


def ends_of(due_at: datetime) -> str:
    """The last day of what ends at midnight, else day and minute, in Shanghai."""
    local = due_at.astimezone(SHANGHAI)
    return f"{local - timedelta(days=1):%Y-%m-%d}" if local.time() == time() else f"{local:%Y-%m-%d %H:%M}"


class Clock(models.Model):
    """计时: a stage's limit for an assignment: started, paused, due."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="clocks")
    stage = models.CharField("阶段", max_length=20)
    order = models.PositiveSmallIntegerField("次序", default=0)
    amount = models.PositiveSmallIntegerField("时限数")
    unit = models.CharField("时限单位", max_length=12, choices=LimitUnit)
    started_at = models.DateTimeField("起算")
    due_at = models.DateTimeField("到期")
    is_provisional = models.BooleanField("暂定", default=False)
    paused_at = models.DateTimeField("缓办自", null=True)
    paused_seconds = models.PositiveIntegerField("已缓办（秒）", default=0)
    stopped_at = models.DateTimeField("停止", null=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "stage"], name="clock_once_a_stage")]

    @property
    def ends(self) -> str:
        """Until when: the last day of what ends at midnight, else day and minute, in Shanghai."""
        return ends_of(self.due_at)

    @property
    def was_late(self) -> bool:
        """Whether it stopped after its limit had run out."""
        return self.stopped_at is not None and self.stopped_at >= self.due_at


class Remark(models.Model):
    """办理说明: what somebody wrote with an act. People may be named in it, so the journal holds only its key."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="remarks")
    act = models.CharField("环节", max_length=16, choices=Act)
    text = models.CharField("说明", max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Value(models.Model):
    """查询值: a field of a matter that its kind marks for queries."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="values")
    field = models.CharField("字段", max_length=60)
    number = models.DecimalField("数", max_digits=18, decimal_places=4, null=True)
    day = models.DateField("日期", null=True)
    text = models.CharField("文字", max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "field"], name="value_once_a_field")]


class MatterPhoto(models.Model):
    """事项照片: before, after or verifying."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    role = models.CharField("用途", max_length=8, choices=PhotoRole)
    stint = models.PositiveSmallIntegerField("轮次", default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["matter", "photo", "role"], name="photo_once_a_matter")]


class MatterScope(models.Model):
    """可见范围: that a unit sees a matter; written by the services, rebuilt by `check`."""

    # What a unit sees is walked in its order, newest first or by limit, so the row repeats action and limit.
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="scopes", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    due_at = models.DateTimeField("时限", null=True, help_text="of the matter, while it is open")
    is_filer = models.BooleanField("登记单位", default=False, help_text="known from here only")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "campaign", "matter"], name="scope_once")]
        indexes = [
            models.Index(fields=["matter", "unit"], name="scope_of_matter"),
            models.Index(
                fields=["unit", "campaign", "due_at", "matter"],
                name="scope_by_limit",
                condition=Q(due_at__isnull=False),
            ),
        ]


class TallyChange(models.Model):
    """计数变动: what one write changed in the figures, appended with it; folded by the worker.

    `deltas` holds [measure, first day of the month or null, change]: those with a month belong to the township, those
    without say how things stand and belong to each of `units` (null among them stands for the whole action).
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    township = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="+", null=True, db_index=False)
    kind = models.ForeignKey(Kind, models.CASCADE, related_name="+", db_index=False)
    units = models.JSONField("单位")
    deltas = models.JSONField("变动")


class Tally(models.Model):
    """计数: folded changes by township and clause; readers add folded and unfolded in one snapshot.

    The month 1970-01 holds how things stand now and the sums over all months.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    township = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="+", null=True)
    month = models.DateField("月份")
    measure = models.CharField("量", max_length=16)
    value = models.IntegerField("值")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "township", "clause", "month", "measure"], name="tally_once"),
            models.UniqueConstraint(
                fields=["campaign", "township", "month", "measure"],
                condition=Q(clause=None),
                name="tally_once_without_clause",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "month", "township"], name="tally_of_month")]


class Folding(models.Model):
    """折算: the figures as folded; another random number after each folding, so that whoever kept them sees it."""

    token = models.BigIntegerField("记号")


class Standing(models.Model):
    """现状: how many matters that a unit sees (none: all of the action) are in which state, by township and kind."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", null=True, db_index=False)
    township = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    kind = models.ForeignKey(Kind, models.CASCADE, related_name="+", db_index=False)
    measure = models.CharField("量", max_length=16)
    value = models.IntegerField("值")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "township", "kind", "measure"], name="standing_once"),
            models.UniqueConstraint(
                fields=["campaign", "township", "kind", "measure"], condition=Q(unit=None), name="standing_of_all_once"
            ),
        ]
