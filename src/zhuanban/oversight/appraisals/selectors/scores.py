"""Reading scores: runs, sheets, what is behind a point, what changed between two runs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.oversight.appraisals.models import Score, ScoreRun, TownshipTotal
from zhuanban.oversight.appraisals.rules.periods import Period
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors import matters_for


@dataclass(frozen=True)
class TownshipScore:
    """A line of the sheet: total and ranks (None where a base is too small: 样本不足) and the points of each row."""

    township: Unit
    total: Decimal | None
    rank: int | None
    class_rank: int | None
    township_class: str
    earned: Decimal
    earnable: Decimal
    working: str
    rows: list[Score] = field(default_factory=list)

    @property
    def insufficient(self) -> bool:
        return self.total is None


@dataclass(frozen=True)
class Change:
    """What differs in one figure of a township between two runs: numbers before and now, matters gone and come."""

    township: Unit
    row: str
    figure: str
    before: int
    now: int
    points_before: Decimal | None
    points_now: Decimal | None


def latest_run(campaign: Campaign) -> ScoreRun | None:
    """The newest run of a period that is over; a month with too few cases for ranks gives way to the last quarter.

    A trial inside a period is no result.
    """
    runs = ScoreRun.objects.filter(scheme__campaign=campaign, until__lt=clock.today()).select_related("scheme")
    ranked = Exists(TownshipTotal.objects.filter(run=OuterRef("pk"), rank__isnull=False))
    ordered = runs.annotate(is_ranked=ranked).order_by("-until", "since", "-pk")
    over = [run for run in ordered[:50] if not run.is_interim]
    recent = (run for run in over if run.is_ranked and run.until > over[0].until - timedelta(days=92))
    return next(recent, over[0] if over else None)


def run_of(campaign: Campaign, period: Period) -> ScoreRun | None:
    """The newest run of this period."""
    return runs_of(campaign, period).first()


def runs_of(campaign: Campaign, period: Period) -> QuerySet[ScoreRun]:
    """Every run of this period, the newest first."""
    runs = ScoreRun.objects.filter(scheme__campaign=campaign, since=period.since, until=period.until)
    return runs.select_related("scheme", "computed_by").order_by("-pk")


def scores_of(campaign: Campaign, period: Period) -> list[TownshipScore]:
    """The sheet of a period as last computed, by rank, those without a rank last; empty where nothing was computed."""
    run = run_of(campaign, period)
    return sheet_of(run, TownshipTotal.objects.filter(run=run)) if run else []


def scores_for(user: User, run: ScoreRun) -> list[TownshipScore]:
    """The lines of a run that this person may see."""
    return sheet_of(run, permitted(user, "score.view", TownshipTotal).filter(run=run))


def score_for(user: User, run: ScoreRun, township_id: int) -> TownshipScore:
    """One line of a run; 404 where the person may not see it."""
    lines = sheet_of(run, permitted(user, "score.view", TownshipTotal).filter(run=run, township=township_id))
    if not lines:
        raise Http404
    return lines[0]


def sheet_of(run: ScoreRun, totals: QuerySet[TownshipTotal]) -> list[TownshipScore]:
    """These totals of the run with their rows, by rank."""
    lines = {
        total.township_id: TownshipScore(
            total.township,
            total.total,
            total.rank,
            total.class_rank,
            total.township_class,
            total.earned,
            total.earnable,
            total.working,
        )
        for total in totals.select_related("township")
    }
    for score in Score.objects.filter(run=run, township__in=list(lines)).order_by("order"):
        lines[score.township_id].rows.append(score)
    return list(lines.values())


def townships_in(lines: Iterable[TownshipScore]) -> list[Unit]:
    """The townships of these lines."""
    return [line.township for line in lines]


def matters_behind(user: User, campaign: Campaign, score: Score, figure: str) -> QuerySet[Matter]:
    """The very matters that a figure of a score counts, as far as this person sees them."""
    return matters_for(user, campaign).filter(pk__in=score.evidence.get(figure, [])).order_by("pk")


def changes_between(before: ScoreRun, now: ScoreRun, townships: Iterable[Unit]) -> list[Change]:
    """Every figure that counts other matters in the later run than in the earlier one."""
    units = {unit.pk: unit for unit in townships}
    old = {(one.township_id, one.code): one for one in Score.objects.filter(run=before, township__in=units)}
    changes = []
    for score in Score.objects.filter(run=now, township__in=units).order_by("township_id", "order"):
        was = old.get((score.township_id, score.code))
        for figure, matters in score.evidence.items():
            known = was.evidence.get(figure, []) if was else []
            if known != matters:
                changes.append(
                    Change(
                        units[score.township_id],
                        score.name,
                        figure,
                        len(known),
                        len(matters),
                        was.points if was else None,
                        score.points,
                    )
                )
    return changes
