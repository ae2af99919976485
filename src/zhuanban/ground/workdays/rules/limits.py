"""Limits (时限): when they run out, how much of one is used, and what a pause does to it.

Limits in hours run from the instant on. Limits in days count whole days, the day of the start not counted, and
end at 24:00 in Shanghai. A pause (缓办、暂停) is measured in the limit's own unit: in time for hours, in whole days
by the same counting for days, so that a deadline day keeps ending at 24:00.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Self

from django.db.models import TextChoices

from zhuanban.ground.core.clock import SHANGHAI, end_of
from zhuanban.ground.workdays.rules.days import is_published, nth_workday, workdays_through, working_days_between
from zhuanban.ground.workdays.rules.spans import (
    DAY,
    MICROSECOND,
    Axis,
    ClockAxis,
    axis_of_days,
    axis_of_hours,
    day_of,
)

MOST = 10_000


class LimitUnit(TextChoices):
    """The four units of the urban management standards. Also found by its Chinese name: LimitUnit("工作时")."""

    URGENT_HOUR = "urgent-hour", "紧急工作时"
    URGENT_DAY = "urgent-day", "紧急工作日"
    WORK_HOUR = "work-hour", "工作时"
    WORK_DAY = "work-day", "工作日"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((unit for unit in cls if unit.label == value), None)

    @property
    def is_urgent(self) -> bool:
        """Whether it runs by the clock, nights and holidays included."""
        return self in {LimitUnit.URGENT_HOUR, LimitUnit.URGENT_DAY}

    @property
    def is_days(self) -> bool:
        return self in {LimitUnit.URGENT_DAY, LimitUnit.WORK_DAY}


_AXES: dict[LimitUnit, Axis] = {
    LimitUnit.URGENT_HOUR: ClockAxis(),
    LimitUnit.URGENT_DAY: ClockAxis(),
    LimitUnit.WORK_HOUR: axis_of_hours(),
    LimitUnit.WORK_DAY: axis_of_days(),
}


@dataclass(frozen=True)
class Limit:
    """An amount of time in one unit; prints as "4 工作时"."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= MOST:
            raise ValueError(f"时限必须在 1 至 {MOST} 之间，现为 {self.amount}。")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.label}"


@dataclass(frozen=True)
class Due:
    """When a limit runs out (UTC); provisional while it rests on a year whose holidays are not published."""

    at: datetime
    provisional: bool


def due(start: datetime, limit: Limit) -> Due:
    """When the limit, begun at this instant, runs out."""
    if limit.unit.is_days:
        at = end_of(_days_later(day_of(start), limit.amount, limit.unit))
    else:
        axis = _AXES[limit.unit]
        at = axis.instant(axis.position(start) + timedelta(hours=limit.amount) // MICROSECOND)
    return Due(at, _provisional(at, limit.unit))


def paused_time(paused_from: datetime, paused_to: datetime, unit: LimitUnit) -> timedelta:
    """What a pause takes out of a limit in this unit: time for hours, whole days for days."""
    if paused_to < paused_from:
        raise ValueError("恢复的时刻不能早于暂停的时刻。")
    if unit == LimitUnit.WORK_DAY:
        return working_days_between(day_of(paused_from), day_of(paused_to)) * DAY
    if unit == LimitUnit.URGENT_DAY:
        return day_of(paused_to) - day_of(paused_from)
    axis = _AXES[unit]
    return (axis.position(paused_to) - axis.position(paused_from)) * MICROSECOND


def extend_by_pause(due_at: datetime, paused_from: datetime, paused_to: datetime, unit: LimitUnit) -> Due:
    """The due instant after a pause: later by what the pause took. Several pauses may be applied in any order."""
    taken = paused_time(paused_from, paused_to, unit)
    if not taken:
        at = due_at.astimezone(UTC)
    elif unit.is_days:
        last_day = day_of(due_at - MICROSECOND)
        at = (due_at.astimezone(SHANGHAI) + (_days_later(last_day, taken.days, unit) - last_day)).astimezone(UTC)
    else:
        axis = _AXES[unit]
        at = axis.instant(axis.position(due_at) + taken // MICROSECOND)
    return Due(at, _provisional(max(at, paused_to), unit))


def elapsed_share(
    start: datetime, due_at: datetime, now: datetime, limit_unit: LimitUnit, paused: timedelta = timedelta()
) -> Decimal:
    """The share of the limit used up at `now`: 0 at the start, 1 when due, above 1 when late.

    `due_at` is the instant already moved by all pauses; `paused` is the sum of their `paused_time`.
    """
    used, whole = _measured(start, now, limit_unit) - paused, _measured(start, due_at, limit_unit) - paused
    if whole <= timedelta():
        return Decimal(now >= due_at)
    return Decimal(max(used, timedelta()) // MICROSECOND) / Decimal(whole // MICROSECOND)


def instant_of_share(
    start: datetime, due_at: datetime, share: Decimal, limit_unit: LimitUnit, paused: timedelta = timedelta()
) -> datetime:
    """The first instant (UTC) at which `elapsed_share` reaches the share: when a light changes."""
    whole = _measured(start, due_at, limit_unit) - paused
    if whole <= timedelta():
        return due_at.astimezone(UTC)
    used = int((share * (whole // MICROSECOND)).to_integral_value(ROUND_CEILING))
    axis = _AXES[limit_unit]
    return max(start.astimezone(UTC), axis.instant(axis.position(start) + paused // MICROSECOND + used))


def _measured(start: datetime, end: datetime, unit: LimitUnit) -> timedelta:
    axis = _AXES[unit]
    return (axis.position(end) - axis.position(start)) * MICROSECOND


def _days_later(day: date, count: int, unit: LimitUnit) -> date:
    if unit == LimitUnit.URGENT_DAY:
        return day + timedelta(days=count)
    return date.fromordinal(nth_workday(workdays_through(day.toordinal()) + count))


def _provisional(last_instant: datetime, unit: LimitUnit) -> bool:
    return not unit.is_urgent and not is_published(day_of(last_instant - MICROSECOND))
