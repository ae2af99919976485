"""When limits run out, and what pauses do to them."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.workdays.rules import (
    Due,
    Limit,
    LimitUnit,
    due,
    elapsed_share,
    extend_by_pause,
    instant_of_share,
    paused_time,
)

HOUR, DAY, URGENT_HOUR, URGENT_DAY = (
    LimitUnit.WORK_HOUR,
    LimitUnit.WORK_DAY,
    LimitUnit.URGENT_HOUR,
    LimitUnit.URGENT_DAY,
)
FIRST = datetime(2023, 6, 1, tzinfo=SHANGHAI)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=1800)).map(lambda later: FIRST + later)
LIMITS = st.builds(Limit, st.integers(1, 60), st.sampled_from(LimitUnit))
UNITS = st.sampled_from(LimitUnit)
PAUSES = st.tuples(INSTANTS, st.timedeltas(timedelta(), timedelta(days=40))).map(lambda p: (p[0], p[0] + p[1]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def ends(start: str, amount: int, unit: LimitUnit) -> str:
    """The due instant as read on a clock in Shanghai."""
    return f"{due(at(start), Limit(amount, unit)).at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2024-03-05 09:00", 2, HOUR, "2024-03-05 11:00"),
        ("2024-03-05 10:00", 4, HOUR, "2024-03-05 15:30"),  # over lunch
        ("2024-03-05 16:00", 4, HOUR, "2024-03-06 11:00"),  # over night
        ("2024-03-05 13:30", 4, HOUR, "2024-03-05 17:30"),  # ends as the office closes, not the next morning
        ("2024-03-05 12:40", 4, HOUR, "2024-03-05 17:30"),  # begun at lunch
        ("2024-03-05 06:00", 1, HOUR, "2024-03-05 09:30"),  # begun before the office opens
        ("2024-03-08 20:00", 1, HOUR, "2024-03-11 09:30"),  # begun on Friday night
        ("2024-12-31 16:30", 4, HOUR, "2025-01-02 11:30"),  # over New Year
        ("2024-02-09 17:00", 1, HOUR, "2024-02-18 09:00"),  # Spring Festival; the 18th, a Sunday, is worked
        ("2026-02-14 17:00", 1, HOUR, "2026-02-24 09:00"),  # from a made-up Saturday over nine days off
        ("2024-12-31 16:30", 1, DAY, "2025-01-03 00:00"),  # 24:00 of 2 January
        ("2024-02-08 10:00", 3, DAY, "2024-02-20 00:00"),  # 9th, 18th (Sunday made up), 19th
        ("2025-01-26 10:00", 5, DAY, "2025-02-09 00:00"),  # made-up Sunday to made-up Saturday 8 February
        ("2024-03-09 10:00", 1, DAY, "2024-03-12 00:00"),  # begun on a Saturday: Monday is the first day
        ("2024-12-31 23:00", 3, URGENT_HOUR, "2025-01-01 02:00"),
        ("2024-02-10 10:00", 2, URGENT_DAY, "2024-02-13 00:00"),
    ],
)
def test_limits_run_out(start, amount, unit, end):
    assert ends(start, amount, unit) == end


def test_a_limit_reads_in_chinese_and_is_found_by_its_chinese_unit():
    assert str(Limit(4, LimitUnit("工作时"))) == "4 工作时"
    assert LimitUnit("紧急工作日") is LimitUnit("urgent-day") is URGENT_DAY
    with pytest.raises(ValueError, match="小时"):
        LimitUnit("小时")


@pytest.mark.parametrize("amount", [0, -1, 10_001])
def test_a_senseless_amount_is_explained(amount):
    with pytest.raises(ValueError, match="时限必须在 1 至 10000 之间"):
        Limit(amount, HOUR)


def test_an_instant_without_zone_is_explained():
    for unit in LimitUnit:
        with pytest.raises(ValueError, match="时区"):
            due(datetime.fromisoformat("2024-03-05T09:00"), Limit(1, unit))


def test_beyond_the_published_year_a_working_limit_is_provisional():
    assert due(at("2026-12-30 10:00"), Limit(1, DAY)) == Due(at("2027-01-01 00:00").astimezone(UTC), provisional=False)
    assert due(at("2026-12-31 10:00"), Limit(1, DAY)) == Due(at("2027-01-02 00:00").astimezone(UTC), provisional=True)
    assert due(at("2026-12-31 17:00"), Limit(1, HOUR)).provisional
    assert not due(at("2026-12-31 17:00"), Limit(30, URGENT_HOUR)).provisional


def test_a_pause_into_an_unpublished_year_makes_the_due_instant_provisional():
    assert extend_by_pause(at("2026-12-31 10:00"), at("2026-12-30 08:00"), at("2027-01-04 08:00"), HOUR).provisional


def test_the_lights_change_at_shares_of_working_time():
    start, end = at("2024-03-08 13:30"), at("2024-03-11 12:00")  # 4 h on Friday, 3.5 h on Monday
    assert elapsed_share(start, end, start, HOUR) == 0
    assert elapsed_share(start, end, at("2024-03-10 12:00"), HOUR) == Decimal(4) / Decimal("7.5")
    assert elapsed_share(start, end, end, HOUR) == 1
    assert elapsed_share(start, end, at("2024-03-11 17:30"), HOUR) > 1
    assert instant_of_share(start, end, Decimal("0.8"), HOUR) == at("2024-03-11 10:30")


def test_a_pause_neither_uses_time_nor_hurries_the_lights():
    start, limit = at("2024-03-05 08:30"), Limit(4, HOUR)
    pause = at("2024-03-05 09:30"), at("2024-03-06 09:30")
    moved = extend_by_pause(due(start, limit).at, *pause, unit=HOUR)
    assert moved == Due(at("2024-03-06 14:00").astimezone(UTC), provisional=False)
    paused = paused_time(*pause, unit=HOUR)
    assert elapsed_share(start, moved.at, at("2024-03-06 09:30"), HOUR, paused) == Decimal("0.25")
    assert instant_of_share(start, moved.at, Decimal("0.5"), HOUR, paused) == at("2024-03-06 10:30")


def test_a_pause_of_a_limit_in_days_takes_whole_days_and_leaves_it_ending_at_midnight():
    end = due(at("2024-03-05 10:00"), Limit(3, DAY)).at
    same_day = extend_by_pause(end, at("2024-03-06 09:00"), at("2024-03-06 16:00"), DAY)
    over_weekend = extend_by_pause(end, at("2024-03-07 16:00"), at("2024-03-11 09:00"), DAY)
    assert same_day.at == end == at("2024-03-09 00:00")
    assert over_weekend.at == at("2024-03-13 00:00")


def test_a_pause_that_ends_before_it_begins_is_explained():
    with pytest.raises(ValueError, match="不能早于"):
        extend_by_pause(at("2024-03-05 12:00"), at("2024-03-05 11:00"), at("2024-03-05 10:00"), HOUR)


def test_a_due_instant_without_working_time_before_it_is_all_or_nothing():
    start, end = at("2024-03-09 10:00"), at("2024-03-10 10:00")
    assert elapsed_share(start, end, at("2024-03-09 12:00"), HOUR) == 0
    assert elapsed_share(start, end, end, HOUR) == 1
    assert instant_of_share(start, end, Decimal("0.8"), HOUR) == end


@given(INSTANTS, LIMITS)
def test_due_is_never_before_its_start(start, limit):
    assert due(start, limit).at > start


@given(INSTANTS, LIMITS, st.integers(1, 20), st.timedeltas(timedelta(), timedelta(days=30)))
def test_more_time_or_a_later_start_never_ends_sooner(start, limit, more, later):
    end = due(start, limit).at
    assert due(start, Limit(limit.amount + more, limit.unit)).at > end
    assert due(start + later, limit).at >= end


@given(INSTANTS, LIMITS, PAUSES)
def test_a_pause_moves_the_due_instant_by_exactly_the_paused_time(start, limit, pause):
    end = due(start, limit).at
    paused_from, paused_to = pause
    moved = extend_by_pause(end, paused_from, paused_to, limit.unit).at
    taken = paused_time(paused_from, paused_to, limit.unit)
    instant_before = timedelta(microseconds=1)  # 24:00 belongs to the deadline day, 0:00 to the next
    assert paused_time(end - instant_before, moved - instant_before, limit.unit) == taken


@given(INSTANTS, LIMITS, st.lists(PAUSES, min_size=2, max_size=3))
def test_the_order_of_pauses_does_not_matter(start, limit, pauses):
    results = set()
    for order in permutations(pauses):
        end = due(start, limit).at
        for paused_from, paused_to in order:
            end = extend_by_pause(end, paused_from, paused_to, limit.unit).at
        results.add(end)
    assert len(results) == 1


@given(INSTANTS, UNITS, st.lists(st.timedeltas(timedelta(), timedelta(days=9)), min_size=2, max_size=2))
def test_adjoining_pauses_take_as_much_as_one(start, unit, lengths):
    middle, end = start + lengths[0], start + sum(lengths, timedelta())
    assert paused_time(start, middle, unit) + paused_time(middle, end, unit) == paused_time(start, end, unit)


@given(INSTANTS, LIMITS, st.decimals(Decimal(0), Decimal(1), places=2))
def test_a_light_changes_when_its_share_is_reached_and_not_before(start, limit, share):
    end = due(start, limit).at
    change = instant_of_share(start, end, share, limit.unit)
    assert start <= change <= end
    assert elapsed_share(start, end, change, limit.unit) >= share
    if change > start:
        assert elapsed_share(start, end, change - timedelta(microseconds=1), limit.unit) < share


def test_a_limit_a_year_ahead_is_found_within_a_millisecond():
    start, limit = at("2025-02-05 10:00"), Limit(250, DAY)
    due(start, limit)
    begun = time.perf_counter()
    for _ in range(200):
        due(start, limit)
    assert (time.perf_counter() - begun) / 200 < 0.001
