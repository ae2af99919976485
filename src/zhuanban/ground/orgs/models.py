from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.personal_fields import BlindIndexField, EncryptedTextField, mask_phone, plain_phone
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.rules import LOCAL_KINDS, WITH_DEPUTIES, Role, UnitKind


class District(models.Model):
    """区县: the tenant; units and people belong to it."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=30)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """单位: an office, department, township, village or enterprise of the district.

    It is there from the day on which it opens until the day before the one on which it closes.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="units")
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=20, choices=UnitKind)
    aliases = models.JSONField("其他名称", default=list, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area = models.CharField("范围", max_length=60, blank=True, default="")
    opens_on = models.DateField("设立", null=True, blank=True)
    closes_on = models.DateField("撤销", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # A closed unit leaves its name to its successor; villages of two townships may be named alike.
            models.UniqueConstraint(
                fields=["district", "name"],
                condition=Q(closes_on=None) & ~Q(kind__in=LOCAL_KINDS),
                name="unit_name_once",
                violation_error_message="本区已有同名单位。",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(closes_on=None, kind__in=LOCAL_KINDS),
                name="local_unit_name_once",
                violation_error_message="同一上级单位下已有同名的村（社区）或网格。",
            ),
            models.CheckConstraint(
                name="unit_not_below_itself",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message="单位不能是自己的上级。",
            ),
            models.CheckConstraint(
                name="grid_has_its_village",
                condition=~Q(kind=UnitKind.GRID) | Q(parent__isnull=False),
                violation_error_message="网格要写明所属的村（社区）。",
            ),
            models.CheckConstraint(
                name="unit_closes_after_it_opens",
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gt=F("opens_on")),
                violation_error_message="撤销日期要晚于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """成员单位: that a unit belongs to a class of units (各乡镇（街道）)."""

    group = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_once")]


class UnitCode(models.Model):
    """区划代码: the 12 digits by which statistics know a unit, from a day until the day before another."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    code = models.CharField("统计用区划代码", max_length=12)
    valid_from = models.DateField("启用")
    valid_to = models.DateField("停用", null=True, blank=True, help_text="the first day on which it no longer holds")

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_code_a_unit_and_day"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_unit_a_code_and_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="one_open_code_a_unit"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="one_open_unit_a_code"),
            models.CheckConstraint(
                name="code_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Reorganisation(models.Model):
    """机构调整: several units become one (合并) or one becomes several (拆分) from a day on.

    `plan` is what was decided, as rules/reorganisations.py reads it; what became of it are the successions.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    class State(models.TextChoices):
        PLANNED = "planned", "待生效"
        DONE = "done", "已生效"
        WITHDRAWN = "withdrawn", "已撤回"
        FAILED = "failed", "未能生效"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    kind = models.CharField("方式", max_length=8, choices=Kind)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField("生效日期")
    plan = models.JSONField("方案")
    fault = models.CharField("未能生效的原因", max_length=300, blank=True, default="")
    asked_by = models.ForeignKey("User", models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间")
    units = models.ManyToManyField(Unit, related_name="reorganisations", verbose_name="涉及单位")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "on"])]


class UnitSuccession(models.Model):
    """承接: which unit took the place of a closed one; the one that takes over is where its open work went."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="successions")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    takes_over = models.BooleanField("承接未办结工作", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.UniqueConstraint(fields=["old"], condition=Q(takes_over=True), name="one_unit_takes_over"),
            models.CheckConstraint(name="no_unit_succeeds_itself", condition=~Q(old=F("new"))),
        ]


class UnitImport(models.Model):
    """导入: a table of units and people that was checked, and what it brought in; the last one can be taken back."""

    class State(models.TextChoices):
        CHECKED = "checked", "已检查，待导入"
        DONE = "done", "已导入"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "未导入"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.CHECKED)
    file_name = models.CharField("文件名", max_length=200)
    rows = EncryptedTextField("待导入的行")
    counts = models.JSONField("数量", default=dict)
    brought = models.JSONField("导入的记录", default=dict, help_text="table → keys of the rows that it made")
    by = models.ForeignKey("User", models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-pk"]


class Person(models.Model):
    """人员: somebody with posts; need not have an account."""

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="people")
    name = models.CharField("姓名", max_length=30)
    phone = EncryptedTextField("工作电话", mask=mask_phone)
    phone_index = BlindIndexField("工作电话索引", of="phone", plain=plain_phone)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """职务: what a person is in a unit, from a day to a day, both counted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", null=True, blank=True)
    title = models.CharField("职务", max_length=80)
    starts_on = models.DateField("任职")
    ends_on = models.DateField("离任", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "person"])]


class PostSource(models.Model):
    """职务依据: that the roster of an action (its key) names a post; a post that no roster names any more ends."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="sources")
    campaign_id = models.BigIntegerField("专项行动", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "campaign_id"], name="post_source_once")]


class User(AbstractUser):
    """账号: somebody who signs in; its seats say what it may do today."""

    district = models.ForeignKey(District, models.PROTECT, related_name="users", null=True, blank=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user", null=True, blank=True)
    name = models.CharField("姓名", max_length=30)
    password_set_at = models.DateTimeField("密码设置时间", default=clock.now)
    must_change_password = models.BooleanField("须改密码", default=False)
    is_demo = models.BooleanField("演示账号", default=False)
    ends_at = models.DateTimeField("应急账号到期", null=True, blank=True)

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def is_emergency(self) -> bool:
        """Opened on the server for a few hours (应急账号); every other account has no end."""
        return self.ends_at is not None

    # For whom the person chose to act in this session, as a deputy (代办).
    _chosen_principal: int | None = None

    @cached_property
    def held_seats(self) -> "list[RoleAssignment]":
        """The roles in force today, one's own and those held as a deputy; read once for each request."""
        return HELD_SEATS.objects(user=self.pk, today=clock.today())

    @cached_property
    def acting_for(self) -> "User | None":
        """For whom the person acts now: whom it chose, or, without a seat of its own, the first it is deputy of."""
        chosen = [each for each in self.principals if each.pk == self._chosen_principal]
        has_own = any(seat.acts_for_id is None for seat in self.held_seats)
        return next(iter(chosen), None if has_own else next(iter(self.principals), None))

    @property
    def principals(self) -> "list[User]":
        """The people whose deputy the person is today."""
        found = {seat.acts_for.user_id: seat.acts_for.user for seat in self.held_seats if seat.acts_for}
        return list(found.values())

    @property
    def acting_for_id(self) -> int | None:
        """The journal writes it beside who acted."""
        return self.acting_for.pk if self.acting_for else None

    def act_for(self, principal: int | None) -> None:
        """Choose for whom to act from here on; None: in one's own name."""
        self._chosen_principal = principal
        for name in ("acting_for", "seats", "own_units"):
            self.__dict__.pop(name, None)

    @cached_property
    def seats(self) -> "list[RoleAssignment]":
        """What the person may do now: its own roles, or those of the one for whom it acts; never both."""
        principal = self.acting_for_id
        return [seat for seat in self.held_seats if (seat.acts_for.user_id if seat.acts_for else None) == principal]

    @cached_property
    def own_units(self) -> frozenset[int]:
        """The units of its seats and of its posts today, and of those for whom it acts; read once for each request."""
        return frozenset(Unit.objects.filter(self.is_own_unit).order_by().values_list("pk", flat=True))

    @property
    def is_own_unit(self) -> Q:
        """Which units these are, as a condition."""
        today = clock.today()
        people = [self.person_id, self.acting_for.person_id if self.acting_for else None]
        posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
        held = posts.filter(person__in=[pk for pk in people if pk], unit__isnull=False)
        condition = Q(pk__in=[seat.unit_id for seat in self.held_seats if seat.unit_id])
        if self.acting_for:
            theirs = RoleAssignment.objects.in_force(today).filter(user=self.acting_for, unit__isnull=False)
            condition |= Q(pk__in=theirs.values("unit"))
        return condition | Q(pk__in=held.values("unit"))

    def has_role(self, *roles: Role) -> bool:
        """Whether one of today's seats has one of these roles."""
        return any(seat.role in roles for seat in self.seats)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def in_force(self, on: date) -> "RoleAssignmentQuerySet":
        """Those that hold on this day; a deputy's only while the seat for which it acts holds and is used."""
        principal = Q(acts_for__ends_on=None) | Q(acts_for__ends_on__gte=on)
        principal &= Q(acts_for__starts_on__lte=on, acts_for__user__is_active=True)
        held = self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
        return held.filter(Q(acts_for=None) | principal)

    def between(self, starts_on: date, ends_on: date | None) -> "RoleAssignmentQuerySet":
        """Those that hold on some day of this time."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return rows.filter(starts_on__lte=ends_on) if ends_on else rows


class RoleAssignment(models.Model):
    """角色任职: a person's role in a district, for one action or for all (campaign_id empty), in a unit; dated."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_assignments")
    role = models.CharField("角色", max_length=20, choices=Role)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    campaign_id = models.BigIntegerField("专项行动", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    acts_for = models.ForeignKey(
        "self", models.PROTECT, related_name="deputies", null=True, blank=True, verbose_name="代办"
    )
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)

    objects: Any = RoleAssignmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="role_has_its_unit",
                condition=~Q(role__in=[Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE]) | Q(unit__isnull=False),
                violation_error_message="部门、乡镇（街道）、村（社区）的角色要写明单位。",
            ),
            models.CheckConstraint(
                name="only_some_have_deputies",
                condition=Q(acts_for=None) | Q(role__in=WITH_DEPUTIES),
                violation_error_message="只有区领导和专班办公室主任可以由他人代办。",
            ),
        ]

    @property
    def people(self) -> tuple[int, ...]:
        """Who stands behind what is done from this seat: its holder, and the one for whom a deputy acts."""
        return (self.user_id, self.acts_for.user_id) if self.acts_for else (self.user_id,)


HELD_SEATS: Prepared[RoleAssignment] = Prepared(
    lambda user, today: RoleAssignment.objects.in_force(today)
    .filter(user=user).select_related("unit", "acts_for__user").order_by("pk")
)  # fmt: skip


class HandOver(models.Model):
    """工作移交: from a day on another account takes over what hangs on a person; a unit's work stays the unit's."""

    leaving = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="移交人")
    successor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="接手人")
    on = models.DateField("移交日期")
    disables = models.BooleanField("停用移交人账号", default=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    set_at = models.DateTimeField("办理时间")
    carried_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["on"], name="hand_over_due", condition=Q(carried_at=None))]
