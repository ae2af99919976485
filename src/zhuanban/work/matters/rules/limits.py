"""What a running limit means: how it began, how pauses move it, and which light it shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from zhuanban.ground.workdays.rules import Due, Limit, LimitUnit, due, extend_by_pause, instant_of_share
from zhuanban.work.matters.rules.loop import Light

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Running:
    """A limit that runs: begun, due (already moved by its pauses), in which unit, and the sum of its pauses."""

    started_at: datetime
    due_at: datetime
    unit: LimitUnit
    paused: timedelta = timedelta()

    def used_at(self, share: Decimal) -> datetime:
        """When this share of the limit's own time is used up."""
        return instant_of_share(self.started_at, self.due_at, share, self.unit, self.paused)


def light_of(running: Running, now: datetime, warn_share: Decimal) -> tuple[Light, datetime | None]:
    """The light of a running limit and when it changes next: green, yellow from this share on, red past it."""
    if now >= running.due_at:
        return Light.RED, None
    warn_at = running.used_at(warn_share)
    if now >= warn_at:
        return Light.YELLOW, running.due_at
    return Light.GREEN, warn_at


def due_again(started_at: datetime, limit: Limit, paused: timedelta) -> Due:
    """When the limit runs out by the calendar as it is known now, with the sum of its pauses taken out.

    Pauses in days are whole days of the limit's own kind, so they lengthen the limit; pauses in hours are laid
    at its beginning, since adding working time commutes.
    """
    if not paused:
        return due(started_at, limit)
    if limit.unit.is_days:
        return due(started_at, Limit(limit.amount + paused.days, limit.unit))
    first = due(started_at, limit)
    share = Decimal(paused // MICROSECOND) / Decimal(timedelta(hours=limit.amount) // MICROSECOND)
    resumed_at = instant_of_share(started_at, first.at, share, limit.unit)
    return extend_by_pause(first.at, started_at, resumed_at, limit.unit)
