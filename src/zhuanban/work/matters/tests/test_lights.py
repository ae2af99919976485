"""Lights change with the clock, over holidays and the turn of a year."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI, end_of
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.workdays.rules import LimitUnit
from zhuanban.work.matters import services
from zhuanban.work.matters.rules import Light
from zhuanban.work.matters.rules.limits import Running, light_of
from zhuanban.work.matters.rules.wording import limit_left
from zhuanban.work.matters.selectors import figures
from zhuanban.work.matters.tests.story import fresh, handling, kinds_in_use, last_sentence

EIGHTY = Decimal("0.8")


def at(*moment):
    return datetime(*moment, tzinfo=SHANGHAI)


def light_at(matter, moment):
    with clock.moved_to(moment):
        services.move_lights()
    return fresh(matter).light


def test_a_light_goes_from_green_to_yellow_to_red(cast, morning):
    matter = handling(cast)  # four working hours from 9:00: four fifths are used at 12:00 + 12 minutes of the afternoon
    assert light_at(matter, at(2024, 4, 10, 13, 41)) == Light.GREEN
    assert light_at(matter, at(2024, 4, 10, 13, 42)) == Light.YELLOW
    assert light_at(matter, at(2024, 4, 10, 14, 29)) == Light.YELLOW
    assert light_at(matter, at(2024, 4, 10, 14, 30)) == Light.RED
    assert fresh(matter).light_changes_at is None
    assert last_sentence(matter) == "超过时限，亮红灯"
    assert (figures(cast.campaign).red, figures(cast.campaign).yellow, figures(cast.campaign).green) == (1, 0, 0)
    assert Entry.objects.filter(event="MatterLightChanged").count() == 1


def test_over_the_new_year_of_2025_only_working_time_counts(cast):
    with clock.moved_to(at(2024, 12, 31, 16, 0)):
        kinds_in_use(cast)
        matter = handling(cast)
    assert matter.due_at == at(2025, 1, 2, 11, 0)
    assert light_at(matter, at(2025, 1, 1, 12, 0)) == Light.GREEN
    assert light_at(matter, at(2025, 1, 2, 10, 12)) == Light.YELLOW
    assert light_at(matter, at(2025, 1, 2, 11, 0)) == Light.RED


def test_over_the_spring_festival_of_2025_eight_days_do_not_count(cast):
    with clock.moved_to(at(2025, 1, 27, 9, 0)):
        kinds_in_use(cast)
        matter = handling(cast, code="dark-street-lamp")
    assert matter.due_at == end_of(date(2025, 2, 6))  # two working days: 5 and 6 February
    assert light_at(matter, at(2025, 2, 4, 23, 0)) == Light.GREEN
    assert light_at(matter, at(2025, 2, 6, 23, 0)) == Light.YELLOW
    assert light_at(matter, at(2025, 2, 7, 0, 0)) == Light.RED


def test_a_limit_in_no_working_time_is_yellow_at_once_and_red_at_its_end():
    saturday = Running(at(2024, 4, 13, 9, 0), at(2024, 4, 14, 0, 0), LimitUnit.WORK_DAY)
    assert light_of(saturday, at(2024, 4, 13, 9, 0), EIGHTY)[0] in {Light.GREEN, Light.YELLOW}
    assert light_of(saturday, at(2024, 4, 14, 0, 0), EIGHTY) == (Light.RED, None)


NOON = at(2024, 4, 10, 12, 0)


@pytest.mark.parametrize(
    ("state", "due_at", "words"),
    [
        ("handling", at(2024, 4, 14, 0, 0), "剩3天"),
        ("handling", at(2024, 4, 11, 0, 0), "今天到期"),
        ("handling", at(2024, 4, 10, 14, 30), "剩3小时"),
        ("handling", at(2024, 4, 11, 9, 0), "剩1天"),
        ("handling", at(2024, 4, 10, 11, 30), "逾期1小时"),
        ("dispatched", at(2024, 4, 8, 0, 0), "逾期2天"),
        ("suspended", None, "缓办"),
        ("done", at(2024, 4, 8, 0, 0), "—"),
        ("registered", None, "—"),
    ],
)
def test_the_time_left_is_said_as_clerks_say_it(state, due_at, words):
    assert limit_left(state, due_at, NOON) == words


def test_moving_no_light_costs_two_queries_and_many_cost_few(cast, morning, django_assert_max_num_queries):
    for place in range(8):
        handling(cast, place=f"第{place}村")
    with django_assert_max_num_queries(4):
        services.move_lights()
    with clock.moved_to(at(2024, 4, 10, 13, 50)), django_assert_max_num_queries(10):
        services.move_lights()
    assert figures(cast.campaign).yellow == 8
