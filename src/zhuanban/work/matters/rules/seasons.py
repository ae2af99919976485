"""The seasons of the year in which some work waits (季节性暂缓)."""

from calendar import monthrange
from datetime import date

MonthDay = tuple[int, int]


def season_until(first: MonthDay, last: MonthDay, today: date) -> date | None:
    """The last day of the season in which today lies, None outside it; one that ends before it begins spans new year.

    29 February counts as the 28th where there is none.
    """
    for year in (today.year - 1, today.year):
        begins = _day(year, first)
        ends = _day(year + 1 if last < first else year, last)
        if begins <= today <= ends:
            return ends
    return None


def is_day(day: MonthDay) -> bool:
    """Whether the year has such a day; 29 February is one."""
    month, number = day
    return 1 <= month <= 12 and 1 <= number <= monthrange(2024, month)[1]


def _day(year: int, day: MonthDay) -> date:
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1]))
