"""Units see the same matters whichever way the filter asks: by gathering what is rare, by walking what is frequent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scene import Scene
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters import permissions, services
from zhuanban.work.matters.models import Matter


def seen(user: User) -> list[int]:
    """What a person sees, the seats read anew."""
    return sorted(permitted(User.objects.get(pk=user.pk), "matter.view", Matter).values_list("pk", flat=True))


@pytest.mark.parametrize("person", ["township", "other_township", "handler", "water_clerk", "village"])
def test_walking_and_gathering_find_the_same(scene: Scene, monkeypatch, person):
    user = scene.people[person]
    Matter.objects.filter(pk=scene.elsewhere.pk).update(filed_by=scene.people["village"])
    gathered = seen(user)
    monkeypatch.setattr(permissions, "_see_many", lambda _seats: True)
    assert seen(user) == gathered
    assert bool(gathered) == (person != "water_clerk")


def test_five_seats_ask_once_and_cost_no_query(scene: Scene):
    cast = scene.cast
    for unit in (cast.bureau, cast.water, *cast.towns):
        role = Role.TOWNSHIP if unit in cast.towns else Role.DEPARTMENT
        RoleAssignment.objects.create(
            user=cast.handler, role=role, district=cast.district, unit=unit, starts_on="2024-02-01"
        )
    user = User.objects.get(pk=cast.handler.pk)
    with CaptureQueriesContext(connection) as queries:
        found = set(permitted(user, "matter.view", Matter))
    assert found == set(Matter.objects.filter(campaign__district=cast.district))
    assert [query["sql"].count("matterscope") > 0 for query in queries] == [True, True]
    assert queries[1]["sql"].count('FROM "matters_matterscope"') == 1


def test_how_far_back_a_unit_reaches_is_read_with_the_seats(scene: Scene, monkeypatch):
    """Where the last thousand reach back less than a hundred times as far, a list walks."""
    seat = scene.people["handler"].seats[0]
    assert seat.matters_walked is None  # fewer than a thousand
    seat.matters_walked = 99_000
    assert permissions._see_many([seat])
    seat.matters_walked = 101_000
    assert not permissions._see_many([seat])
    assert permissions._see_many([seat, seat])


def test_the_database_can_count_its_rows(scene: Scene):
    services.count_rows()
    assert seen(scene.people["township"])
