"""The loop from end to end, and that nothing leads out of its table."""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules import TRANSITIONS, Act, Measure, State, follows
from zhuanban.work.matters.selectors import Figures, figures, figures_by_township, scored_matters, steps_of
from zhuanban.work.matters.selectors.figures import NAMES
from zhuanban.work.matters.tests.story import MORNING, a_photo, closed, fresh, kinds_in_use, registered


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
    assert TRANSITIONS.keys() == set(Act)
    assert not [act for act in Act for state in (State.CLOSED, State.VOID) if follows(act, state)]


def test_a_matter_is_no_wider_than_thirty_columns():
    assert len(Matter._meta.concrete_fields) <= 30


def do(cast, act, matter):
    """One act by somebody who may do it, if the state lets it."""
    photos = [a_photo(cast, name="2")]
    unit = matter.handler if matter.handler_id else cast.bureau
    hand = cast.township if unit == cast.towns[0] else cast.handler
    acts = {
        Act.DISPATCH: lambda: services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau),
        Act.ACCEPT: lambda: services.accept_matter(by=hand, matter=matter),
        Act.RETURN: lambda: services.return_matter(by=hand, matter=matter, reason="不属于我局"),
        Act.PROGRESS: lambda: services.record_progress(by=hand, matter=matter, text="正在清运"),
        Act.FINISH_STAGE: lambda: services.finish_stage(by=hand, matter=matter),
        Act.REPORT_DONE: lambda: services.report_done(by=hand, matter=matter, result="已清运", photos=photos),
        Act.CLOSE: lambda: services.close_matter(by=cast.inspector, matter=matter),
        Act.SEND_BACK: lambda: services.send_back_matter(by=cast.inspector, matter=matter, reason="仍有残留"),
        Act.SUSPEND: lambda: services.suspend_matter(by=cast.office, matter=matter, reason="等待施工许可"),
        Act.RESUME: lambda: services.resume_matter(by=cast.office, matter=matter),
        Act.EXTEND: lambda: services.ask_extension(
            by=hand, matter=matter, reason="降雨停工", until=clock.today() + timedelta(days=200)
        ),
        Act.VOID: lambda: services.void_matter(by=cast.office, matter=matter, reason="重复登记"),
    }
    acts[act]()


# Without shrinking: a failing story is short enough to read, and every step costs a dozen queries.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(list(Act)), st.integers(0, 60)), min_size=5, max_size=25
)  # which matter, which act, how many hours pass before it


@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, taken_over=st.booleans())
def test_whatever_is_done_the_figures_are_the_rows(cast, steps, taken_over):
    """No sequence of acts leaves the table, each leaves one line on the time line, figures equal rows to the unit."""
    with transaction.atomic():
        live(cast, steps, taken_over)
        compare(cast)
        transaction.set_rollback(True)


def live(cast, steps, taken_over):
    """Do what can be done of the steps; what cannot changes nothing."""
    cast.campaign.taken_over_on = (MORNING + timedelta(days=1)).date() if taken_over else None
    cast.campaign.save()
    now = MORNING
    with clock.moved_to(now):
        kinds_in_use(cast)
        matters = [
            registered(cast),
            registered(cast, place="集市南门", town=1),
            registered(cast, code="illegal-structure", place="老街12号"),
            registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage),
        ]
    for place, act, hours in steps:
        now += timedelta(hours=hours)
        with clock.moved_to(now):
            services.move_lights()
            matter = fresh(matters[place])
            before, lines = matter.state, len(steps_of(matter))
            try:
                do(cast, act, matter)
            except (Invalid, Refused):
                assert (fresh(matter).state, len(steps_of(matter))) == (before, lines)
                continue
            assert follows(act, before)
            assert fresh(matter).state == (TRANSITIONS[act].target or before)
            assert len(steps_of(matter)) == lines + 1
    with clock.moved_to(now + timedelta(days=20)):
        services.move_lights()
        registered(cast)


def compare(cast):
    """What is kept is what the rows say, before and after folding."""
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0
    unfolded = figures_by_township(cast.campaign)
    services.fold_tallies()
    assert figures_by_township(cast.campaign) == unfolded
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0
    for town in cast.towns:
        for name in NAMES:
            kept = getattr(unfolded.get(town.pk, Figures()), name)
            assert scored_matters(cast.campaign, town, Measure(name), None, None).count() == kept, name
    assert services.rebuild_scopes(cast.campaign, mend=False) == 0
