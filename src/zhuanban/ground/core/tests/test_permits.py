"""A permission is a queryset filter: the list and the row cannot disagree, and what has no rule is closed."""

import pytest
from django.db.models import Q

from zhuanban.ground.core import permits
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.core.permits import allow, may, permitted, require
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_unit_only(monkeypatch):
    monkeypatch.setattr(permits, "_rules", {})
    allow(Role.TOWNSHIP, "unit.paint", Unit, where=lambda me: Q(pk=me.unit_id))


def test_the_list_and_the_row_say_the_same(cast, own_unit_only):
    own, other = cast.towns[:2]
    assert list(permitted(cast.township, "unit.paint", Unit)) == [own]
    require(cast.township, "unit.paint", own)
    with pytest.raises(Refused):
        require(cast.township, "unit.paint", other)
    assert not may(cast.township, "unit.paint", other)


def test_another_role_and_an_unlisted_action_get_nothing(cast, own_unit_only):
    assert not permitted(cast.office, "unit.paint", Unit).exists()
    assert not permitted(cast.township, "unit.sell", Unit).exists()


def test_a_role_that_has_ended_gives_nothing(cast, own_unit_only):
    seat = cast.township.role_assignments.get()
    seat.ends_on = seat.starts_on
    seat.save()
    assert not permitted(cast.township, "unit.paint", Unit).exists()


def test_every_rule_names_a_role_and_a_model_that_exist():
    rules = permits.rules()
    assert len(rules) > 20
    assert {rule.role for rule in rules} <= set(Role.values)
