"""Which days are worked, and counting them.

The published calendar differs from Monday to Friday on some thirty days a year. Only those days are kept, with
a running sum, so that counting the working days up to any day is one search in a list of about 700 entries.
"""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache
from itertools import accumulate

from chinese_calendar import holidays, workdays

SATURDAY = 5
# No run without a working day is longer than the nine days of a Spring Festival; a search may look this far past
# the arithmetic guess without missing its day.
LONGEST_SEARCH_DAYS = 60


def is_published(day: date) -> bool:
    """Whether the State Council's holiday arrangement for the day's year is known."""
    first, last = _published_years()
    return first <= day.year <= last


def is_workday(day: date) -> bool:
    """Whether offices work on this day; beyond the published years, whether it is Monday to Friday."""
    return day in workdays or (day.weekday() < SATURDAY and day not in holidays)


def working_days_between(a: date, b: date) -> int:
    """Working days after `a` up to and with `b`: the day on which a period begins does not count.

    Negative when `b` lies before `a`, so that adjoining periods add up.
    """
    return workdays_through(b.toordinal()) - workdays_through(a.toordinal())


def workdays_through(ordinal: int) -> int:
    """Working days from the first Monday of the calendar up to and with the day of this proleptic ordinal."""
    weeks, day_of_week = divmod(ordinal - 1, 7)
    exceptions, sums = _exceptions()
    return weeks * 5 + min(day_of_week + 1, 5) + sums[bisect_right(exceptions, ordinal)]


def nth_workday(count: int) -> int:
    """The ordinal of the day on which `workdays_through` first reaches `count`."""
    guess = (count - 1) * 7 // 5 + 1
    _, sums = _exceptions()
    margin = LONGEST_SEARCH_DAYS + (max(sums) - min(sums)) * 2
    low = max(1, guess - margin)
    return low + bisect_left(range(low, guess + margin), count, key=workdays_through)


@cache
def _published_years() -> tuple[int, int]:
    return min(holidays).year, max(holidays).year


@cache
def _exceptions() -> tuple[list[int], list[int]]:
    """Ordinals of the days that differ from Monday to Friday, and the sum of their differences before each."""
    off = {day: -1 for day in holidays if day.weekday() < SATURDAY}
    made_up = {day: 1 for day in workdays if day.weekday() >= SATURDAY}
    differing = sorted((off | made_up).items())
    return [day.toordinal() for day, _ in differing], [0, *accumulate(change for _, change in differing)]
