"""The loop from end to end, and that its table is the one source."""

import inspect

import pytest

from zhuanban.work.matters.forms.acts import ACT_PARTS
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import TRANSITIONS, Act, State, follows
from zhuanban.work.matters.selectors import figures, steps_of
from zhuanban.work.matters.services.acts import SERVICES
from zhuanban.work.matters.tests.story import closed, fresh


def test_a_problem_goes_from_the_report_to_its_closing(cast, morning):
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


def test_every_act_has_a_place_in_the_table():
    assert TRANSITIONS.keys() == SERVICES.keys() == ACT_PARTS.keys() == set(Act)
    assert [act for act in Act for state in (State.CLOSED, State.VOID) if follows(act, state)] == [
        Act.SAMPLE_PASS, Act.SAMPLE_FAIL, Act.UNMERGE, Act.REOPEN
    ]  # fmt: skip


def test_a_matter_is_no_wider_than_thirty_columns():
    assert len(Matter._meta.concrete_fields) <= 30


@pytest.mark.parametrize("act", Act)
def test_a_form_asks_what_the_table_says_and_the_service_takes_it(act):
    asked = {ask.name: ask.required for ask in TRANSITIONS[act].asks}
    declared = {name: field.required for name, field in ACT_PARTS[act].form.base_fields.items()}
    assert declared == asked
    assert set(inspect.signature(SERVICES[act]).parameters) == {"by", "matter", *asked}
