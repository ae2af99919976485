"""A prepared query finds what the query finds that it was made of, whoever asks and whatever is asked."""

from datetime import date
from uuid import UUID

import pytest
from django.db.models import Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.models import DoorAnswer
from zhuanban.ground.core.permits import may, permitted, rules
from zhuanban.ground.core.prepared import AsksWhileBuilt, Prepared, mark_of
from zhuanban.ground.orgs.models import HELD_SEATS, RoleAssignment, Unit


def everybody(cast):
    """Each account of the cast."""
    return [value for value in vars(cast).values() if type(value).__name__ == "User"]


def test_every_rule_gives_the_same_rows_prepared_or_not(cast):
    asked = {(rule.action, rule.model) for rule in rules()}
    assert len(asked) > 50
    for action, model in asked:
        prepared = Prepared(
            lambda actor, action=action, model=model: permitted(actor, action, model).order_by("pk").values_list("pk")
        )
        for user in everybody(cast):
            expected = list(permitted(user, action, model).order_by("pk").values_list("pk"))
            try:
                assert prepared.rows(actor=user) == expected, (action, user.username)
            except AsksWhileBuilt:
                assert action in ASKING
            else:
                assert prepared.rows(actor=user) == expected  # the second time from what was compiled
            found = {(row.pk,) for row in model.objects.all() if may(user, action, row)}
            assert found == set(expected), (action, user.username)


# Their condition reads which actions other districts have.
ASKING = {"journal.audit", "journal.reveal", "journal.private"}


def test_a_condition_that_asks_while_it_is_built_is_not_prepared(cast):
    asking = Prepared(lambda pk: Unit.objects.filter(pk__in=list(Unit.objects.filter(pk=pk).values_list("pk"))))
    with pytest.raises(AsksWhileBuilt):
        asking.objects(pk=cast.bureau.pk)
    assert Unit.objects.filter(pk=cast.bureau.pk).exists()


def test_two_people_of_one_shape_do_not_see_each_others_rows(cast):
    seats = {user.username: [seat.pk for seat in HELD_SEATS.objects(user=user.pk, today=date(2024, 4, 10))]
             for user in everybody(cast)}  # fmt: skip
    for user in everybody(cast):
        held = RoleAssignment.objects.in_force(date(2024, 4, 10)).filter(user=user).order_by("pk")
        assert seats[user.username] == [seat.pk for seat in held]


def test_related_rows_come_with_their_objects(cast, django_assert_num_queries):
    HELD_SEATS.objects(user=cast.handler.pk, today=date(2024, 4, 10))
    with django_assert_num_queries(1):
        (seat,) = HELD_SEATS.objects(user=cast.handler.pk, today=date(2024, 4, 10))
        assert seat.unit == cast.bureau
        assert seat.acts_for is None


def test_none_and_nobody_find_nothing(cast):
    named = Prepared(lambda uid: Unit.objects.filter(uid=uid).values_list("name"))
    assert named.rows(uid=cast.bureau.uid) == [(cast.bureau.name,)]
    assert named.rows(uid=UUID(int=7)) == []
    assert Prepared(lambda pk: Unit.objects.filter(pk=pk)).objects(pk=2**64) == []
    assert Prepared(lambda pk: Unit.objects.none().filter(pk=pk)).objects(pk=1) == []
    assert not may(cast.outsider, "matter.view", cast.campaign)


def test_two_values_that_happen_to_be_equal_are_not_mixed_up(cast):
    both = Prepared(lambda name, area: Unit.objects.filter(Q(name=name) | Q(area=area)).values_list("name"))
    assert both.rows(name=cast.bureau.name, area=cast.bureau.name) == [(cast.bureau.name,)]
    assert both.rows(name=cast.water.name, area="无此片区") == [(cast.water.name,)]


def test_what_has_no_mark_is_refused():
    with pytest.raises(TypeError, match="no mark for list"):
        mark_of(list, 0)


def test_columns_of_small_numbers_are_asked_too(cast):
    kept = DoorAnswer.objects.create(
        actor=cast.office, key="k", digest="0" * 64, status=201, body={}, answered_at=clock.now()
    )
    answered = Prepared(lambda status: DoorAnswer.objects.filter(status=status).values_list("pk"))
    assert answered.rows(status=201) == [(kept.pk,)]
    assert answered.rows(status=422) == []
