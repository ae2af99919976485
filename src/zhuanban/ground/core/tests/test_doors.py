"""Every door answers the same request once and repeats its answer."""

import pytest

from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.doors import Answer, answer_once, digest_of
from zhuanban.ground.core.errors import Conflict

pytestmark = pytest.mark.django_db


def test_the_same_key_and_content_is_done_once(cast):
    done = []

    def work() -> Answer:
        done.append(1)
        return Answer(201, {"number": next_number("test")})

    first = answer_once(cast.office, "k1", digest_of(b"one"), work)
    again = answer_once(cast.office, "k1", digest_of(b"one"), work)
    assert (first.body, again.body, again.repeated, done) == ({"number": 1}, {"number": 1}, True, [1])


def test_the_same_key_with_another_content_is_refused_with_a_number(cast):
    answer_once(cast.office, "k1", digest_of(b"one"), lambda: Answer(201, {}))
    with pytest.raises(Conflict) as refusal:
        answer_once(cast.office, "k1", digest_of(b"two"), lambda: Answer(201, {}))
    assert refusal.value.number == "E409-1"


def test_another_actor_may_use_the_same_key(cast):
    answer_once(cast.office, "k1", digest_of(b"one"), lambda: Answer(201, {}))
    assert not answer_once(cast.leader, "k1", digest_of(b"two"), lambda: Answer(201, {})).repeated


def test_numbers_follow_each_other_within_their_scope(cast):
    assert [next_number("a"), next_number("a"), next_number("b"), next_number("a")] == [1, 2, 1, 3]
