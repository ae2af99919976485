"""Every act by everybody in every state: what the table of the loop allows is done, all else refused, unwritten."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Assignment, Clock
from zhuanban.work.matters.rules.loop import OPEN, TRANSITIONS, Act, Light, State
from zhuanban.work.matters.selectors import steps_of
from zhuanban.work.matters.tests import story
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import MORNING, fresh, kinds_in_use, registered
from zhuanban.work.matters.tests.walking import PEOPLE, SAME, attempt, everything, expected, units_of_people

CHINESE = re.compile(r"[\u4e00-\u9fff].*[。？]$")


def tried(cast, who, act, matter):
    """Whether the act was done; refused, it says why in Chinese and has written nothing."""
    before = everything()
    try:
        with transaction.atomic():
            attempt(cast, who, act, matter)
    except (Invalid, Refused) as error:
        said = error.message
    else:
        return True
    assert CHINESE.search(said), said
    assert everything() == before, (who, act)
    return False


STATES = {
    State.REGISTERED: story.registered,
    State.DISPATCHED: story.dispatched,
    State.HANDLING: story.handling,
    State.SUSPENDED: story.suspended,
    State.REFERRED: story.referred,
    State.DONE: story.done,
    State.CLOSED: story.closed,
    State.VOID: story.voided,
}


@pytest.mark.parametrize("state", STATES)
def test_each_act_by_each_person_is_what_the_table_says(cast, morning, state):
    registered(cast, place=SAME)
    matter = STATES[state](cast)
    assert fresh(matter).state == state
    for act in Act:
        for who in PEOPLE:
            allowed = expected(cast, who, act, fresh(matter))
            with transaction.atomic():
                assert tried(cast, who, act, fresh(matter)) == allowed, (who, act)
                if allowed:
                    assert fresh(matter).state == (TRANSITIONS[act].target or state)
                transaction.set_rollback(True)


def test_every_state_is_walked():
    assert STATES.keys() == set(State)


class Loop(RuleBasedStateMachine):
    """Four matters in the hands of everybody, over weeks."""

    cast = None

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now, self.matters = MORNING, []

    def teardown(self):
        try:
            if self.matters:
                compare(self.cast)
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @initialize(taken_over=st.booleans())
    def begin(self, taken_over):
        """The action is in hand; a case, one elsewhere, one of three stages, and a ledger matter of a township."""
        cast = self.cast
        cast.campaign.taken_over_on = (MORNING + timedelta(days=1)).date() if taken_over else None
        cast.campaign.save()
        with clock.moved_to(self.now):
            kinds_in_use(cast)
            self.matters = [
                registered(cast),
                registered(cast, place="集市南门", town=1),
                registered(cast, code="illegal-structure", place="老街12号"),
                registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage),
            ]
            registered(cast, place=SAME)

    @rule(hours=st.integers(1, 90))
    def time_goes_by(self, hours):
        self.now += timedelta(hours=hours)
        with clock.moved_to(self.now):
            services.move_lights()

    @rule(place=st.integers(0, 3), act=st.sampled_from(Act), who=st.sampled_from(PEOPLE))
    def somebody_tries(self, place, act, who):
        self._try(place, act, who)

    @rule(place=st.integers(0, 3), chance=st.integers(0, 10_000))
    def somebody_does_what_is_open(self, place, chance):
        """Without this most of what is tried would be refused, and no matter would come far."""
        matter = fresh(self.matters[place])
        with clock.moved_to(self.now):
            pairs = [(act, who) for act in Act for who in PEOPLE if expected(self.cast, who, act, matter)]
        if pairs:
            self._try(place, *pairs[chance % len(pairs)])

    def _try(self, place, act, who):
        with clock.moved_to(self.now):
            services.move_lights()
            matter = fresh(self.matters[place])
            allowed, before, lines = expected(self.cast, who, act, matter), matter.state, len(steps_of(matter))
            done = tried(self.cast, who, act, matter)
            assert done == allowed, (act, who, before)
            if done:
                assert fresh(matter).state == (TRANSITIONS[act].target or before)
                assert len(steps_of(matter)) == lines + 1

    @invariant()
    def one_lead_a_stint_and_one_clock_a_turn(self):
        leads = list(
            Assignment.objects.filter(role="lead", returned_at=None).order_by().values_list("matter", "stint")
        )
        assert len(leads) == len(set(leads))
        running = list(Clock.objects.filter(stopped_at=None).order_by().values_list("assignment__matter", flat=True))
        assert len(running) == len(set(running))

    @invariant()
    def what_is_ended_has_neither_clock_nor_light(self):
        for matter in map(fresh, self.matters):
            if matter.state not in OPEN:
                assert matter.light == Light.NONE
                assert matter.closed_at
                assert not Clock.objects.filter(assignment__matter=matter, stopped_at=None).exists()

    @invariant()
    def who_handled_never_verified(self):
        for matter in map(fresh, self.matters):
            handled = {
                person
                for people in Assignment.objects.filter(matter=matter).values_list("accepted_by", "done_by")
                for person in people
                if person
            }
            told = [step for step in steps_of(matter) if step.event in {"MatterClosed", "MatterSentBack"}]
            names = {user.name for user in units_of_people(self.cast) if user.pk in handled}
            assert not [step for step in told if step.who in names]


@pytest.mark.parametrize(
    ("examples", "steps"), [(6, 15), pytest.param(24, 40, marks=pytest.mark.slow)]
)
def test_no_sequence_of_acts_escapes_the_table(cast, examples, steps):
    walk = type("Walk", (Loop,), {"cast": cast})
    # Without shrinking: a failing story is short enough to read, and every step costs a dozen queries.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    run_state_machine_as_test(
        walk, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, phases=phases)
    )
