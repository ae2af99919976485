from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhuanban.ground.core.clock import local_day
from zhuanban.ground.orgs.models import Unit
from zhuanban.oversight.appraisals.rules.acceptance import SETTLED, Decision, State
from zhuanban.oversight.appraisals.rules.periods import Period, period_of
from zhuanban.plan.campaigns.models import Campaign, Clause


class Scheme(models.Model):
    """评分办法: a version of the rules by which townships are scored. Its text is the one source of what it says.

    Published, it scores the periods from `starts_on` to `ends_on`, both later than its publication, and never changes.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("版本")
    name = models.CharField("名称", max_length=80)
    text = models.TextField("文本")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    drafted_at = models.DateTimeField("起草时间")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    starts_on = models.DateField("起评日", null=True, blank=True)
    ends_on = models.DateField("止评日", null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="scheme_version_once"),
            models.CheckConstraint(
                name="published_scheme_has_its_days",
                condition=Q(published_at=None) | Q(starts_on__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.number} 版）"

    def covers(self, since: date, until: date) -> bool:
        """Whether the published scheme scores all of these days."""
        if self.published_at is None or self.starts_on is None or since < self.starts_on:
            return False
        return self.ends_on is None or until <= self.ends_on


class ScoreRun(models.Model):
    """一次计分: the scores of all townships for a period as they were computed at an instant; never changed.

    The digest covers the scheme, the figures, the matters behind them and the points: the same data, the same digest.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="runs")
    since = models.DateField("起")
    until = models.DateField("止")
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    computed_at = models.DateTimeField("计算时间")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scheme", "since", "until"], name="run_of_period")]

    @property
    def period(self) -> Period:
        return period_of(self.since, self.until)

    @property
    def is_interim(self) -> bool:
        """Computed before the period was over: a trial, no result."""
        return local_day(self.computed_at) <= self.until


class TownshipTotal(models.Model):
    """总分: what a township has in a run; no total and no rank where a base is too small."""

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="totals")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    total = models.DecimalField("总分", max_digits=12, decimal_places=6, null=True)
    earned = models.DecimalField("已得", max_digits=12, decimal_places=6)
    earnable = models.DecimalField("可得", max_digits=12, decimal_places=6)
    township_class = models.CharField("类别", max_length=4)
    rank = models.PositiveSmallIntegerField("总名次", null=True)
    class_rank = models.PositiveSmallIntegerField("类内名次", null=True)
    working = models.TextField("演算过程")

    class Meta:
        ordering = [models.F("rank").asc(nulls_last=True), "township_id"]
        constraints = [models.UniqueConstraint(fields=["run", "township"], name="total_once_a_run")]


class Score(models.Model):
    """得分: points of a row for a township, with the figures, the matters each counts, and the working."""

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="scores")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序")
    code = models.CharField("编号", max_length=20)
    name = models.CharField("评分项", max_length=80)
    yardstick = models.CharField("指标", max_length=40)
    weight = models.DecimalField("权重", max_digits=8, decimal_places=4)
    evidence = models.JSONField("事项", help_text="figure → keys of the matters it counts, in their order")
    points = models.DecimalField("得分", max_digits=12, decimal_places=6, null=True)
    working = models.TextField("演算过程")

    class Meta:
        ordering = ["township_id", "order"]
        constraints = [models.UniqueConstraint(fields=["run", "township", "code"], name="score_once_a_run")]

    @property
    def figures(self) -> dict[str, int]:
        """Each figure is the number of its matters, and cannot be anything else."""
        return {name: len(matters) for name, matters in self.evidence.items()}

    @property
    def lost(self) -> Decimal | None:
        """Points below the weight."""
        return None if self.points is None else self.weight - self.points


class Acceptance(models.Model):
    """验收: one clause in one township: standard, statement made from data, decision."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", verbose_name="条款")
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="乡镇（街道）")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    standard = models.TextField("验收标准", blank=True, default="")
    statement = models.JSONField("自查说明", default=dict)
    stated_at = models.DateTimeField("说明时间", null=True, blank=True)
    decision = models.CharField("验收结论", max_length=8, choices=Decision, blank=True, default="")
    reason = models.CharField("理由", max_length=500, blank=True, default="")
    due_on = models.DateField("整改期限", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField("结论时间", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "township"], name="acceptance_once"),
            models.CheckConstraint(
                name="decided_acceptance_says_what", condition=~Q(state=State.DECIDED) | ~Q(decision="")
            ),
        ]

    @property
    def is_settled(self) -> bool:
        """Decided for good; what was to be mended is decided again."""
        return self.decision in SETTLED
