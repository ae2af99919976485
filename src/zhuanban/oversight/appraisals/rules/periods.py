"""Months and quarters: what a sheet of scores covers (考核周期)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d\d)Q([1-4])")
QUARTERS = "一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """From a day to a day, both counted; `key` is how an address writes it (2024-03, 2024Q1)."""

    since: date
    until: date
    key: str
    name: str


def month(year: int, number: int) -> Period:
    """2024-03: 2024年3月"""
    return Period(date(year, number, 1), _last_of(year, number), f"{year}-{number:02}", f"{year}年{number}月")


def quarter(year: int, number: int) -> Period:
    """2024Q1: 2024年一季度"""
    since, until = date(year, 3 * number - 2, 1), _last_of(year, 3 * number)
    return Period(since, until, f"{year}Q{number}", f"{year}年{QUARTERS[number - 1]}季度")


def read_period(key: str) -> Period | None:
    """The period an address asks for; None for anything else."""
    if found := _MONTH.fullmatch(key):
        return month(int(found[1]), int(found[2]))
    if found := _QUARTER.fullmatch(key):
        return quarter(int(found[1]), int(found[2]))
    return None


def period_of(since: date, until: date) -> Period:
    """The month or quarter that these days are."""
    is_month = (since.year, since.month) == (until.year, until.month)
    return month(since.year, since.month) if is_month else quarter(since.year, (since.month + 2) // 3)


def months_between(since: date, until: date) -> list[Period]:
    """The whole months in these days, oldest first."""
    return [period for period in _months(since, until) if period.since >= since and period.until <= until]


def quarters_between(since: date, until: date) -> list[Period]:
    """The whole quarters in these days, oldest first."""
    found = (quarter(one.since.year, (one.since.month + 2) // 3) for one in _months(since, until))
    return [period for period in dict.fromkeys(found) if period.since >= since and period.until <= until]


def ended_on(day: date) -> list[Period]:
    """The periods whose last day this is: the month, and the quarter with it."""
    last = month(day.year, day.month)
    if last.until != day:
        return []
    return [last, quarter(day.year, day.month // 3)] if day.month % 3 == 0 else [last]


def ended_lately(today: date) -> list[Period]:
    """The periods that ended before today within the last forty days, oldest first."""
    days = (today - timedelta(days=back) for back in range(40, 0, -1))
    return [period for day in days for period in ended_on(day)]


def first_of_next_month(day: date) -> date:
    """The earliest day from which a scheme published on this day may score."""
    return _last_of(day.year, day.month) + timedelta(days=1)


def coming_months(day: date, count: int) -> list[date]:
    """The first days of the months after this day."""
    found: list[date] = []
    for _ in range(count):
        day = first_of_next_month(day)
        found.append(day)
    return found


def _months(since: date, until: date) -> Iterator[Period]:
    day = since.replace(day=1)
    while day <= until:
        yield month(day.year, day.month)
        day = first_of_next_month(day)


def _last_of(year: int, number: int) -> date:
    following = date(year + number // 12, number % 12 + 1, 1)
    return following - timedelta(days=1)
