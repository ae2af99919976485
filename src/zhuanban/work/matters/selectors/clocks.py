"""Reading turns and clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.workdays.rules import Limit, LimitUnit
from zhuanban.work.matters.models import Assignment, Clock, Matter, Part
from zhuanban.work.matters.rules.limits import Running
from zhuanban.work.matters.rules.loop import OPEN


def running_clock(matter: Matter) -> Clock:
    """The one clock of the matter that has not stopped, running or paused, with its turn."""
    return _the_one(RUNNING.objects(matter=matter.pk))


RUNNING: Prepared[Clock] = Prepared(
    lambda matter: Clock.objects.select_related("assignment").filter(assignment__matter=matter, stopped_at=None)
)


def _the_one(clocks: list[Clock]) -> Clock:
    if len(clocks) != 1:
        raise Clock.DoesNotExist
    return clocks[0]


@dataclass(frozen=True)
class Underway:
    """The running clock of a matter, and whether others still have a share of it to do."""

    clock: Clock
    has_open_support: bool
    has_open_parts: bool


def underway(matter: Matter) -> Underway:
    """As `running_clock`, with what others still have to do; one query."""
    clock = cast(Any, _the_one(UNDERWAY.objects(matter=matter.pk)))
    return Underway(clock, clock.support, clock.parts)


def _with_others(matter: int) -> QuerySet[Clock]:
    support = Assignment.objects.filter(
        matter=OuterRef("assignment__matter"), stint=OuterRef("assignment__stint"), role=Assignment.Role.SUPPORT,
        done_at=None, returned_at=None,
    )  # fmt: skip
    parts = Part.objects.filter(whole=OuterRef("assignment__matter"), matter__state__in=OPEN)
    clocks = Clock.objects.select_related("assignment").annotate(support=Exists(support), parts=Exists(parts))
    return clocks.filter(assignment__matter=matter, stopped_at=None)


UNDERWAY: Prepared[Clock] = Prepared(_with_others)


def latest_turn(matter: Matter) -> Assignment | None:
    """The newest turn of a unit in charge, whatever became of it."""
    return LATEST.first(matter=matter.pk)


LATEST: Prepared[Assignment] = Prepared(
    lambda matter: Assignment.objects.filter(matter=matter, role=Assignment.Role.LEAD).order_by("-stint", "-pk")[:1]
)


def turns_of(matter: Matter) -> QuerySet[Assignment]:
    """Every turn of every unit with its clocks, oldest first."""
    turns = Assignment.objects.filter(matter=matter).select_related("unit", "given_by", "accepted_by", "done_by")
    return turns.prefetch_related("clocks").order_by("stint", "role", "pk")


def clocks_running(matter_ids: list[int]) -> dict[int, Clock]:
    """Matter → its running clock, for those that have one that is not paused."""
    clocks = Clock.objects.filter(assignment__matter__in=matter_ids, stopped_at=None, paused_at=None)
    return {clock.assignment.matter_id: clock for clock in clocks.select_related("assignment")}


def running_of(clock: Clock) -> Running:
    """The clock's limit as the rules see it."""
    return Running(clock.started_at, clock.due_at, LimitUnit(clock.unit), timedelta(seconds=clock.paused_seconds))


def is_past(clock: Clock, now: datetime) -> bool:
    """Whether the limit has run out; the instant of its end is past it, as for the red light."""
    return now >= clock.due_at


def support_turn(matter: Matter, units: Iterable[int]) -> Assignment | None:
    """The turn of one of these units in support, in the present stint, not given back."""
    turns = Assignment.objects.filter(matter=matter).order_by("-stint", "pk").select_related("unit")
    newest = turns.first()
    stint = newest.stint if newest else 0
    return turns.filter(
        stint=stint, unit__in=list(units), role=Assignment.Role.SUPPORT, returned_at=None
    ).first()


def has_open_support(matter: Matter) -> bool:
    """Whether a unit in support has not done its part yet."""
    later = Assignment.objects.filter(matter=matter, stint__gt=OuterRef("stint"))
    rows = Assignment.objects.filter(matter=matter, role=Assignment.Role.SUPPORT, done_at=None, returned_at=None)
    return rows.filter(~Exists(later)).exists()


def provisional_clocks() -> QuerySet[Clock]:
    """Running clocks that rest, they or the limit of the whole, on a year whose holidays were not known."""
    either = Q(is_provisional=True) | Q(assignment__whole_is_provisional=True)
    return Clock.objects.filter(either, stopped_at=None, paused_at=None).select_related("assignment").order_by("pk")


def limit_of(ends: Clock) -> Limit:
    """The limit of a stage as it was given."""
    return Limit(ends.amount, LimitUnit(ends.unit))
