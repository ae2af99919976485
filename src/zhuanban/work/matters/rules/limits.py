"""What a running limit means: how it began, how pauses move it, and which light it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from zhuanban.ground.workdays.rules import Due, LimitUnit, extend_by_pause, instant_of_share
from zhuanban.work.matters.rules.loop import Light


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


@dataclass(frozen=True)
class Move:
    """What moved a limit: a pause from one instant to another, or an extension granted then until a day's end."""

    at: datetime
    since: datetime | None = None
    until: datetime | None = None


def reckoned(first: Due, unit: LimitUnit, started_at: datetime, moves: Iterable[Move]) -> Due:
    """When a limit begun then runs out by the calendar as it is known now, with what moved it in the order of time.

    A granted day holds whatever the calendar says; a pause after it makes it later.
    """
    ends = first
    for move in sorted(moves, key=lambda each: each.at):
        if move.since is not None and move.since >= started_at:
            later = extend_by_pause(ends.at, move.since, move.at, unit)
            ends = Due(later.at, ends.provisional or later.provisional)
        elif move.until is not None and move.at >= started_at and move.until > ends.at:
            ends = Due(move.until, provisional=False)
    return ends
