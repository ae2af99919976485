"""Which days are worked."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.workdays.rules import is_published, is_workday, working_days_between
from zhuanban.ground.workdays.rules.days import nth_workday, workdays_through

ANY_DAY = st.dates(date(1995, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 4), True),  # Sunday made up before the Spring Festival
        (date(2024, 2, 9), True),  # New Year's Eve was a working day in 2024
        (date(2024, 2, 12), False),
        (date(2024, 2, 17), False),
        (date(2024, 2, 18), True),  # Sunday made up after it
        (date(2025, 1, 1), False),
        (date(2025, 1, 26), True),
        (date(2025, 2, 8), True),  # Saturday made up
        (date(2026, 2, 14), True),  # Saturday made up
        (date(2026, 2, 16), False),
        (date(2026, 2, 28), True),
        (date(2026, 10, 10), True),
        (date(2027, 10, 1), True),  # a Friday: nobody has published 2027 yet
        (date(2027, 1, 2), False),
    ],
)
def test_days_off_and_days_made_up(day, worked):
    assert is_workday(day) is worked


def test_published_years_are_known():
    assert is_published(date(2024, 2, 5))
    assert is_published(date(2026, 12, 31))
    assert not is_published(date(2003, 12, 31))
    assert not is_published(max(chinese_calendar.holidays).replace(month=1, day=1) + timedelta(days=366))


def test_every_published_day_agrees_with_the_published_calendar():
    day, last = date(2004, 1, 1), date(max(chinese_calendar.holidays).year, 12, 31)
    while day <= last:
        assert is_workday(day) == chinese_calendar.is_workday(day)
        day += timedelta(days=1)


def test_counting_over_new_year_and_spring_festival():
    assert working_days_between(date(2024, 12, 31), date(2025, 1, 2)) == 1
    assert working_days_between(date(2024, 2, 9), date(2024, 2, 19)) == 2  # the 18th, made up, and the 19th
    assert working_days_between(date(2024, 2, 19), date(2024, 2, 9)) == -2


@given(ANY_DAY, st.integers(0, 400))
def test_counting_agrees_with_asking_each_day(first, length):
    days = [first + timedelta(days=n) for n in range(1, length + 1)]
    assert working_days_between(first, first + timedelta(days=length)) == sum(map(is_workday, days))


@given(ANY_DAY)
def test_the_nth_working_day_is_found_again(day):
    count = workdays_through(day.toordinal())
    found = date.fromordinal(nth_workday(count))
    assert is_workday(found)
    assert found <= day
    assert workdays_through(found.toordinal()) == count
