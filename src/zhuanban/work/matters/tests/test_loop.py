"""The loop from end to end, by services."""

import pytest

from zhuanban.ground.core import clock
from zhuanban.work.matters.rules import State
from zhuanban.work.matters.selectors import figures, steps_of
from zhuanban.work.matters.tests.story import MORNING, closed, fresh, kinds_in_use


@pytest.fixture(autouse=True)
def _kinds(cast):
    with clock.moved_to(MORNING):
        kinds_in_use(cast)


def test_a_problem_goes_from_the_report_to_its_closing(cast):
    with clock.moved_to(MORNING):
        matter = closed(cast)
    assert fresh(matter).state == State.CLOSED
    assert fresh(matter).number == "2024-00001"
    kept = figures(cast.campaign)
    assert (kept.registered, kept.closed, kept.open, kept.on_time, kept.late) == (1, 1, 0, 1, 0)
    assert [step.sentence for step in steps_of(matter)] == [
        "登记 暴露垃圾（柳河镇）",
        "交办，由区综合行政执法局承办，时限 4 工作时，至 2024-04-10 14:30",
        "区综合行政执法局签收",
        "区综合行政执法局报结，在时限内",
        "核查通过，销号（按期）",
    ]
