"""Reading turns and clocks."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from zhuanban.ground.workdays.rules import LimitUnit
from zhuanban.work.matters.models import Assignment, Clock, Matter
from zhuanban.work.matters.rules.limits import Running


def running_clock(matter: Matter) -> Clock:
    """The one clock of the matter that has not stopped, running or paused, with its turn."""
    return Clock.objects.select_related("assignment").get(assignment__matter=matter, stopped_at=None)


def latest_turn(matter: Matter) -> Assignment | None:
    """The newest turn of a unit in charge, whatever became of it."""
    return Assignment.objects.filter(matter=matter, role=Assignment.Role.LEAD).order_by("-stint", "-pk").first()


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
