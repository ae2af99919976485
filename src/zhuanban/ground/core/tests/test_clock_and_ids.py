"""One clock, shown in Shanghai; keys that sort by time."""

from datetime import UTC, date, datetime

from zhuanban.ground.core import clock
from zhuanban.ground.core.ids import key_of, uuid7


def test_a_deadline_day_ends_at_midnight_in_shanghai():
    assert clock.end_of(date(2024, 5, 6)) == datetime(2024, 5, 6, 16, tzinfo=UTC)
    assert clock.start_of(date(2024, 5, 6)) == datetime(2024, 5, 5, 16, tzinfo=UTC)


def test_the_moved_clock_is_moved_only_inside():
    then = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    with clock.moved_to(then):
        assert (clock.now(), clock.today(), clock.is_moved()) == (then, date(2025, 1, 1), True)
    assert not clock.is_moved()
    assert clock.now() > then


def test_keys_carry_version_and_time():
    with clock.moved_to(datetime(2024, 1, 1, tzinfo=UTC)):
        early = uuid7()
    late = uuid7()
    assert early.version == 7
    assert early < late


def test_days_that_nobody_means_are_cut_to_what_an_instant_can_hold():
    assert clock.start_of(date.min) == clock.start_of(date(1900, 1, 1))
    assert clock.end_of(date.max) == clock.end_of(date(9000, 12, 31))
    assert clock.end_of(date(2024, 2, 29)) == clock.start_of(date(2024, 3, 1))


def test_a_key_is_a_number_that_a_column_can_hold():
    assert [key_of(written) for written in ("7", "", "²", "٣", "-1", "9" * 19)] == [7, None, None, None, None, None]
