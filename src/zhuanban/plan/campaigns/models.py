from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import District, Person, Unit


class Campaign(models.Model):
    """专项行动: one special action of a district, from its notice to its end."""

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        RUNNING = "running", "进行中"
        CLOSED = "closed", "已结束"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    slug = models.SlugField("短名", max_length=40, unique=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField("开始", null=True, blank=True)
    ends_on = models.DateField("结束", null=True, blank=True)
    taken_over_on = models.DateField("接管日期", null=True, blank=True)
    office_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="办公室设在"
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class NoticeVersion(models.Model):
    """通知文本: one version of the notice with the plan compiled from it (plan.schema.json).

    A notice that only adjusts the task force keeps the text and, but for the roster, the plan of the version it amends;
    its own words and what was read from them are beside these.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待生效"
        CURRENT = "current", "现行"
        PAST = "past", "已被替代"
        DISCARDED = "discarded", "已弃用"

    class Amends(models.TextChoices):
        PLAN = "plan", "完整方案"
        ROSTER = "roster", "专班成员"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本", default=1)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    text = models.TextField("正文")
    plan = models.JSONField("编译结果")
    loaded_at = models.DateTimeField("载入时间")
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.CURRENT)
    amends = models.CharField("内容", max_length=10, choices=Amends, default=Amends.PLAN)
    own_text = models.TextField("调整通知正文", blank=True, default="")
    own_plan = models.JSONField("调整通知编译结果", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    reason = models.CharField("弃用理由", max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="notice_version_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(state="current"), name="one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(state="pending"),
                name="one_pending_version",
                violation_error_message="已有一份修订待生效，请先让它生效或者弃用。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class Clause(models.Model):
    """条款: a clause of the notice, the same across versions; its words are in its current version.

    A clause that an amendment of the running action left out keeps its last words and its matters, and is repealed.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="clauses")
    key = models.CharField("键", max_length=60)
    current = models.OneToOneField(
        "ClauseVersion", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="现行文本"
    )
    repealed_in = models.ForeignKey(
        NoticeVersion, models.PROTECT, related_name="repealed", null=True, blank=True, verbose_name="废止于"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="clause_key_once")]

    def __str__(self) -> str:
        return self.current.title if self.current else self.key


class ClauseVersion(models.Model):
    """条款文本: place, marker, words and span [start, end) of a clause in one version of the notice."""

    class Kind(models.TextChoices):
        TASK = "task", "任务"
        PRINCIPLE = "principle", "原则"
        GOAL = "goal", "目标"
        SAFEGUARD = "safeguard", "保障"
        HEADING = "heading", "标题"
        OTHER = "other", "其他"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="versions")
    version = models.ForeignKey(NoticeVersion, models.PROTECT, related_name="clauses")
    parent = models.ForeignKey(Clause, models.CASCADE, related_name="+", null=True, blank=True)
    position = models.CharField("位置", max_length=40)
    order = models.PositiveIntegerField("次序")
    marker = models.CharField("序号", max_length=30)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文", blank=True, default="")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["clause", "version"], name="clause_once_a_version")]


class Fact(models.Model):
    """A fact that points at its words: [start, end) in the current notice, or nothing where a person added it.

    `anchor` is the name of the fact across corrections and recompilations (rules/corrections.py).
    """

    anchor = models.CharField("锚点", max_length=300, blank=True, default="", editable=False)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)

    class Meta:
        abstract = True


class Phase(Fact):
    """阶段: with its first and last day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="+", null=True)
    name = models.CharField("名称", max_length=60)
    starts_on = models.DateField("开始", null=True, blank=True)
    ends_on = models.DateField("结束", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序")

    class Meta:
        ordering = ["order"]


class Demand(Fact):
    """要求: what a clause asks, with its force and condition."""

    class Force(models.TextChoices):
        MUST = "must", "应当"
        FORBID = "forbid", "禁止"
        ENCOURAGE = "encourage", "鼓励"
        EXPLORE = "explore", "探索"
        STANDING = "standing", "保持"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="demands")
    text = models.CharField("内容", max_length=500)
    force = models.CharField("力度", max_length=10, choices=Force)
    condition = models.CharField("条件", max_length=200, blank=True, default="")
    order = models.PositiveIntegerField("次序")

    class Meta:
        ordering = ["order"]


class Duty(Fact):
    """职责: clause × unit × role; a member of a class of units says through which class it has the duty."""

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        RESPONSIBLE = "responsible", "责任"
        PARTICIPANT = "participant", "参与"

    class Source(models.TextChoices):
        NOTICE = "notice", "通知"
        OFFICE = "office", "专班办公室指定"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField("角色", max_length=12, choices=Role)
    via_group = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.NOTICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "unit", "role"], name="duty_once", violation_error_message="该单位已有这项职责。"
            ),
            models.UniqueConstraint(
                fields=["clause"],
                condition=models.Q(role="lead"),
                name="one_lead_a_clause",
                violation_error_message="这一条已有牵头单位，请先撤换。",
            ),
        ]


class Deadline(Fact):
    """期限: a day or a rhythm (day, week, month, quarter, half-year, year, continuous)."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="deadlines")
    by = models.DateField("截止", null=True, blank=True)
    every = models.CharField("周期", max_length=12, blank=True, default="")
    text = models.CharField("原文", max_length=200)


class Target(Fact):
    """目标: an indicator that is to reach a value by a day."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="targets")
    indicator = models.CharField("指标", max_length=80)
    op = models.CharField("比较", max_length=2)
    value = models.DecimalField("目标值", max_digits=18, decimal_places=4)
    unit = models.CharField("单位", max_length=20, blank=True, default="")
    by = models.DateField("截止", null=True, blank=True)
    text = models.CharField("原文", max_length=300)


class MoneyRule(Fact):
    """资金规则: what is paid or returned on what base; a blank ratio must be filled by the office."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="money_rules")
    kind = models.CharField("类别", max_length=10)
    base = models.CharField("计算基数", max_length=120)
    rate = models.DecimalField("比例", max_digits=7, decimal_places=6, null=True, blank=True)
    amount = models.DecimalField("单价（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True, default="")
    basis = models.CharField("依据", max_length=200, blank=True, default="")
    text = models.CharField("原文", max_length=500)


class Citation(Fact):
    """引用文件."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="citations")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="+", null=True, blank=True)
    title = models.CharField("标题", max_length=300, blank=True, default="")
    number = models.CharField("文号", max_length=80, blank=True, default="")


class RosterMember(Fact):
    """专班成员: a person and its role in the task force."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="roster")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField("专班职务", max_length=40)
    posts = models.CharField("职务", max_length=300)
    order = models.PositiveSmallIntegerField("次序")

    class Meta:
        ordering = ["order"]


class Finding(Fact):
    """疑点: what a careful reader would question in the notice."""

    version = models.ForeignKey(NoticeVersion, models.CASCADE, related_name="findings")
    code = models.CharField("代码", max_length=40)
    severity = models.CharField("程度", max_length=10)
    message = models.CharField("说明", max_length=400)


class Correction(models.Model):
    """更正: what a person set right in the compiled facts; applied again after every compilation."""

    class FactKind(models.TextChoices):
        NOTICE = "notice", "题头"
        PHASE = "phases", "阶段"
        CLAUSE = "clauses", "条款"
        DUTY = "duties", "职责"
        DEMAND = "demands", "要求"
        DEADLINE = "deadlines", "期限"
        TARGET = "targets", "目标"
        RULE = "rules", "资金规则"
        ROSTER = "roster", "专班成员"
        SCOPE = "scopes", "范围"
        CITATION = "citations", "引用"
        TEXT = "text", "原文文字"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="corrections")
    fact_kind = models.CharField("事实", max_length=12, choices=FactKind)
    anchor = models.CharField("锚点", max_length=300, help_text="clause, words and their count: rules/corrections.py")
    old_words = models.CharField("原文", max_length=500, blank=True, default="")
    value = models.JSONField("更正为", null=True, blank=True, help_text="empty: the fact is taken out")
    chosen_words = models.TextField(
        "选定的词句", blank=True, default="", help_text="where a person says the fact stands"
    )
    chosen_start = models.PositiveIntegerField("选定起", null=True, blank=True)
    chosen_end = models.PositiveIntegerField("选定止", null=True, blank=True)
    is_loose = models.BooleanField("未能对上", default=False, help_text="no fact of the newest text is surely the same")
    is_reworded = models.BooleanField("措辞已变", default=False, help_text="the words of the fact changed since")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Confirmation(models.Model):
    """核对: who found a fact right or answered a finding; it holds for what was shown then, as its digest says."""

    class Answer(models.TextChoices):
        RIGHT = "right", "核对无误"
        CORRECTED = "corrected", "已更正"
        REFERRED = "referred", "转发文单位核实"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="confirmations")
    fact_kind = models.CharField("事实", max_length=12, help_text="as of corrections, or findings")
    anchor = models.CharField("锚点", max_length=300)
    shown = models.CharField("所见摘要", max_length=40)
    answer = models.CharField("结论", max_length=10, choices=Answer, default=Answer.RIGHT)
    note = models.CharField("说明", max_length=200, blank=True, default="")
    is_loose = models.BooleanField("未能对上", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    withdrawn_at = models.DateTimeField("收回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "fact_kind", "anchor", "shown"],
                condition=models.Q(withdrawn_at=None, is_loose=False),
                name="confirmed_once",
                violation_error_message="这一项刚刚已由别人核对。",
            )
        ]


class ClauseOwner(models.Model):
    """落实责任人: the person whom a township names for a clause."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="owners")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("指定时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clause", "unit"], name="one_owner_a_clause_and_unit")]
