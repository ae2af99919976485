"""The only clock. The demo moves it; everything else reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Days beyond these, which nobody means but anybody can type, count as the first or the last of them.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 12, 31)
_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """This day in Asia/Shanghai."""
    return now().astimezone(SHANGHAI).date()


def is_moved() -> bool:
    """Whether the instant is a simulated one; the journal marks its entries by this."""
    return _moved.get() is not None


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Within this block, now() is the given instant."""
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)


def start_of(day: date) -> datetime:
    """0:00 of the day in Asia/Shanghai, as an instant in UTC."""
    return datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), time(), SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 of the day in Asia/Shanghai: when a deadline named by a day has passed."""
    return start_of(min(day, LAST_DAY) + timedelta(days=1))


def local_day(instant: datetime) -> date:
    """The day in Asia/Shanghai on which the instant falls."""
    return instant.astimezone(SHANGHAI).date()
