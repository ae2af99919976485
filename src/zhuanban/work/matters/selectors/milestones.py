"""The milestones of ledger matters, as kept or as their kinds propose, and how far a whole ledger is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.work.matters.models import KindVersion, Matter, Milestone, PlanChange
from zhuanban.work.matters.rules.loop import OPEN, Profile, State
from zhuanban.work.matters.rules.milestones import Point, Step, behind, curve, month_of, proposed
from zhuanban.work.matters.selectors.kinds import spec_of_matter

# Beyond this many a curve is not summed while somebody waits.
MOST_SUMMED = 5000


def milestones_of(matter: Matter) -> list[Milestone]:
    """The milestones as kept, in order; without a row those that the kind proposes, not yet written."""
    return list(Milestone.objects.filter(matter=matter)) or [
        Milestone(matter=matter, order=order, title=step.title, planned_on=step.planned_on, weight=step.weight)
        for order, step in enumerate(proposed(spec_of_matter(matter).milestones, *_span(matter)), 1)
    ]


def _span(matter: Matter) -> tuple[date, date]:
    begins = local_day(matter.entered_at)
    return begins, matter.planned_on or begins


def steps_to(matter: Matter, rows: Iterable[Milestone]) -> list[Step]:
    """The rows as the rules see them; what is closed is done, whatever was ticked."""
    closed_on = local_day(matter.closed_at) if matter.closed_at and matter.state == State.CLOSED else None
    return [Step(row.title, row.planned_on, row.done_on or closed_on, row.weight) for row in rows]


def plan_changes_of(matter: Matter) -> QuerySet[PlanChange]:
    """What was moved after the plan was settled, the newest first."""
    return PlanChange.objects.filter(matter=matter).select_related("by").order_by("-pk")


@dataclass(frozen=True)
class PlanShown:
    """What the page of a matter says of its plan."""

    rows: list[Milestone]
    points: list[Point]
    behind: Decimal
    is_kept: bool
    is_confirmed: bool
    may_change: bool
    changes: list[PlanChange]


def plan_of(user: User, matter: Matter) -> PlanShown | None:
    """The plan of a ledger matter; None for others, which have limits instead."""
    if matter.profile != Profile.LEDGER or matter.planned_on is None:
        return None
    rows, today = milestones_of(matter), clock.today()
    steps = steps_to(matter, rows)
    return PlanShown(
        rows=rows,
        points=curve([steps], today),
        behind=behind(steps, today) if matter.state in OPEN else Decimal(0),
        is_kept=rows[0].pk is not None,
        is_confirmed=rows[0].confirmed_at is not None,
        may_change=matter.state in OPEN and may(user, "matter.milestone", matter),
        changes=list(plan_changes_of(matter)),
    )


@dataclass(frozen=True)
class Share:
    """How far the ledger of one township is, by plan and in fact, in percent, today."""

    township: Unit
    count: int
    planned: Decimal
    actual: Decimal

    @property
    def difference(self) -> Decimal:
        return self.actual - self.planned


@dataclass(frozen=True)
class Progress:
    """A whole ledger: its curve, its townships, and how many matters were to be and were finished in each month."""

    points: list[Point]
    shares: list[Share]
    due: Counter[date]
    closed: Counter[date]
    count: int
    left_out: int


def progress_of(matters: QuerySet[Matter]) -> Progress:
    """The ledger matters among these summed up, each of one weight; at most MOST_SUMMED."""
    planned = matters.filter(profile=Profile.LEDGER, planned_on__isnull=False).exclude(state=State.VOID)
    rows = list(planned.select_related(None).select_related("township").order_by("pk")[:MOST_SUMMED])
    left_out = max(0, planned.order_by().count() - MOST_SUMMED) if len(rows) == MOST_SUMMED else 0
    steps, today = _steps_by_matter(rows), clock.today()
    by_township: dict[Unit, list[Sequence[Step]]] = {}
    for row in rows:
        by_township.setdefault(row.township, []).append(steps[row.pk])
    closed = [month_of(local_day(row.closed_at)) for row in rows if row.closed_at]
    return Progress(
        points=curve(steps.values(), today),
        shares=[_share(unit, plans, today) for unit, plans in sorted(by_township.items(), key=lambda pair: pair[0].pk)],
        due=Counter(month_of(row.planned_on) for row in rows if row.planned_on),
        closed=Counter(closed),
        count=len(rows),
        left_out=left_out,
    )


def _share(township: Unit, plans: list[Sequence[Step]], today: date) -> Share:
    due = [[Step(step.title, step.planned_on, step.done_on, step.weight) for step in steps] for steps in plans]
    shares = [
        (sum(step.weight for step in steps if step.planned_on <= today),
         sum(step.weight for step in steps if step.done_on and step.done_on <= today),
         sum(step.weight for step in steps))
        for steps in due
    ]  # fmt: skip
    planned = sum((Decimal(100) * one / whole for one, _, whole in shares), Decimal(0)) / len(shares)
    actual = sum((Decimal(100) * one / whole for _, one, whole in shares), Decimal(0)) / len(shares)
    return Share(township, len(plans), round(planned, 1), round(actual, 1))


def _steps_by_matter(rows: Sequence[Matter]) -> dict[int, list[Step]]:
    kept: dict[int, list[Milestone]] = {}
    keys = [row.pk for row in rows]
    for milestone in Milestone.objects.filter(matter__in=keys):
        kept.setdefault(milestone.matter_id, []).append(milestone)
    titles = {
        (kind, number): spec.get("milestones", [])
        for kind, number, spec in KindVersion.objects.filter(kind__in={row.kind_id for row in rows}).values_list(
            "kind", "number", "spec"
        )
    }
    found = {}
    for row in rows:
        own = kept.get(row.pk) or [
            Milestone(title=step.title, planned_on=step.planned_on, weight=step.weight)
            for step in proposed(titles.get((row.kind_id, row.kind_version), []), *_span(row))
        ]
        found[row.pk] = steps_to(row, own)
    return found


def milestone_words(batch: Sequence[Matter]) -> dict[int, str]:
    """Matter → 2/4 milestones reached, behind by so many points; for ledger matters."""
    rows = [row for row in batch if row.profile == Profile.LEDGER and row.planned_on]
    today = clock.today()
    words = {}
    for key, steps in _steps_by_matter(rows).items():
        late = behind(steps, today)
        reached = f"{sum(1 for step in steps if step.done_on)}/{len(steps)}"
        words[key] = f"{reached}，落后 {late} 个百分点" if late else reached
    return words
