"""Measuring working time: an instant becomes a position on an axis that stands still outside working time.

Positions are whole microseconds; differences of positions are working time, and adding to a position moves an
instant by working time. Adding is exact and commutes, hence pauses may be applied in any order.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Protocol

from zhuanban.ground.core.clock import SHANGHAI, local_day
from zhuanban.ground.workdays.rules.days import is_workday, nth_workday, workdays_through

WORK_HOURS: tuple[tuple[time, time], ...] = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 30)))
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def day_of(at: datetime) -> date:
    """The day in Shanghai; an instant without a time zone is refused."""
    return local_day(_aware(at))


class Axis(Protocol):
    def position(self, at: datetime) -> int:
        """Working time before the instant, in microseconds from a fixed origin; never falls as time goes on."""

    def instant(self, position: int) -> datetime:
        """The earliest instant (UTC) with this position."""


class ClockAxis:
    """All time counts."""

    ORIGIN = datetime(1970, 1, 1, tzinfo=UTC)

    def position(self, at: datetime) -> int:
        return (_aware(at) - self.ORIGIN) // MICROSECOND

    def instant(self, position: int) -> datetime:
        return self.ORIGIN + position * MICROSECOND


@dataclass(frozen=True)
class WorkAxis:
    """Only the given parts of working days count; parts are (start, end) since midnight in Shanghai."""

    parts: tuple[tuple[timedelta, timedelta], ...]

    @cached_property
    def per_day(self) -> int:
        return sum((end - start) // MICROSECOND for start, end in self.parts)

    def position(self, at: datetime) -> int:
        local = _aware(at).astimezone(SHANGHAI)
        ordinal = local.toordinal()
        if not is_workday(local.date()):
            return workdays_through(ordinal) * self.per_day
        since_midnight = local.replace(tzinfo=None) - datetime.combine(local, time())
        worked = sum((min(max(since_midnight, start), end) - start for start, end in self.parts), timedelta())
        return workdays_through(ordinal - 1) * self.per_day + worked // MICROSECOND

    def instant(self, position: int) -> datetime:
        full_days, rest = divmod(position - 1, self.per_day)
        midnight = datetime.combine(date.fromordinal(nth_workday(full_days + 1)), time(), SHANGHAI)
        return (midnight + self._since_midnight((rest + 1) * MICROSECOND)).astimezone(UTC)

    def _since_midnight(self, worked: timedelta) -> timedelta:
        """The time of day at which this much (more than nothing, at most a day's worth) has been worked."""
        ends = self._worked_at_ends()
        index = bisect_left(ends, worked)
        return self.parts[index][1] - (ends[index] - worked)

    def _worked_at_ends(self) -> Sequence[timedelta]:
        total, ends = timedelta(), []
        for start, end in self.parts:
            total += end - start
            ends.append(total)
        return ends


def axis_of_hours() -> WorkAxis:
    return WorkAxis(tuple((_since_midnight(start), _since_midnight(end)) for start, end in WORK_HOURS))


def axis_of_days() -> WorkAxis:
    """Working days whole, from 0:00 to 24:00."""
    return WorkAxis(((timedelta(), DAY),))


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("时刻必须带有时区。")
    return at
