"""Units see the same matters whichever way it is asked: row by row, gathered, or walked in the order of a list."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scene import Scene
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Matter, MatterScope
from zhuanban.work.matters.selectors import matters_for
from zhuanban.work.matters.selectors.chosen import BY_DUE, Chosen
from zhuanban.work.matters.selectors.lists import listed
from zhuanban.work.matters.services import rebuild_scopes
from zhuanban.work.matters.tests.story import a_photo


def again(user: User) -> User:
    """The person with its seats read anew."""
    return User.objects.get(pk=user.pk)


def with_seats(scene: Scene, *units) -> User:
    """The handler with further seats."""
    cast = scene.cast
    for unit in units:
        role = Role.TOWNSHIP if unit in cast.towns else Role.DEPARTMENT
        RoleAssignment.objects.create(
            user=cast.handler, role=role, district=cast.district, unit=unit, starts_on="2024-02-01"
        )
    return again(cast.handler)


@pytest.mark.parametrize(
    "person", ["office", "leader", "township", "other_township", "handler", "water_clerk", "village", "sysadmin"]
)
def test_the_list_shows_what_the_permission_says(scene: Scene, person):
    user, action = again(scene.people[person]), scene.cast.campaign
    allowed = permitted(user, "matter.view", Matter).filter(campaign=action)
    newest = list(allowed.order_by("-pk"))
    assert list(matters_for(user, action)) == newest
    shown = listed(user, action, Chosen())
    alive = [matter for matter in newest if matter.state != "void"]
    assert list(shown[:100]) == list(shown.rows) == alive
    assert shown.count() == len(alive)
    in_time = allowed.filter(closed_at=None, due_at__isnull=False).exclude(state="void")
    assert list(listed(user, action, Chosen(sort=BY_DUE))[:100]) == list(in_time.order_by("due_at", "pk"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, 12), size=st.integers(1, 6), sort=st.sampled_from(["", BY_DUE]),
    view=st.sampled_from(["", "problem", "task", "duty"]), state=st.sampled_from(["", "open", "closed", "void"]),
    before=st.none() | st.integers(0, 11),
)  # fmt: skip
def test_a_page_of_several_units_is_a_stretch_of_the_whole(many_seats, start, size, sort, view, state, before):
    user, action, keys = many_seats
    chosen = Chosen(sort=sort, view=view, state=state)
    merged = listed(user, action, chosen, before=None if before is None else keys[before % len(keys)])
    assert list(merged[start : start + size]) == list(merged.rows)[start : start + size]


@pytest.fixture
def many_seats(scene: Scene):
    cast = scene.cast
    user = with_seats(scene, cast.water, *cast.towns)
    return user, cast.campaign, sorted(matters_for(user, cast.campaign).values_list("pk", flat=True))


def test_five_seats_cost_no_query_more(scene: Scene):
    cast = scene.cast
    user = with_seats(scene, cast.bureau, cast.water, *cast.towns)
    with CaptureQueriesContext(connection) as queries:
        found = list(listed(user, cast.campaign, Chosen(state="open"))[:50])
    assert found
    assert [query["sql"].count("matterscope") > 0 for query in queries] == [False, True]


def test_a_unit_walks_its_own_rows(scene: Scene):
    """A page reads the index of the unit's rows in its order: only the fifty rows of the page itself are sorted."""
    user, action = again(scene.cast.township), scene.cast.campaign
    for sort in ("", BY_DUE):
        plan = listed(user, action, Chosen(sort=sort))[:50].explain()
        if connection.vendor == "sqlite":  # PostgreSQL reads few rows without an index
            walk = plan.partition("LIST SUBQUERY")[2].partition("SEARCH matters_kind")[0]
            assert "USING COVERING INDEX" in walk
            assert "TEMP B-TREE" not in walk
            assert plan.count("TEMP B-TREE") <= 1


def test_who_registers_sees_what_becomes_of_it(scene: Scene):
    cast, village = scene.cast, again(scene.people["village"])
    matter = services.register_matter(
        by=village, campaign=cast.campaign, kind=scene.elsewhere.kind, township=cast.towns[0], title="路边垃圾成堆",
        place="村口", photos=[a_photo(cast, name="village")],
    )  # fmt: skip
    assert list(matters_for(village, cast.campaign)[:1]) == [matter]
    assert rebuild_scopes(cast.campaign) == 0


def test_a_scope_row_with_an_outdated_limit_is_found_and_mended(scene: Scene):
    """`check` compares the limit that the rows repeat; every act keeps it true, closing takes it away."""
    action = scene.cast.campaign
    assert rebuild_scopes(action, mend=False) == 0
    open_rows = MatterScope.objects.filter(campaign=action, due_at__isnull=False)
    assert open_rows.exists()
    assert not MatterScope.objects.filter(matter__closed_at__isnull=False, due_at__isnull=False).exists()
    wrong = open_rows.first()
    MatterScope.objects.filter(pk=wrong.pk).update(due_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert rebuild_scopes(action) == 1
    assert MatterScope.objects.get(unit=wrong.unit, matter=wrong.matter).due_at == wrong.due_at
    assert rebuild_scopes(action, mend=False) == 0


def test_the_database_can_count_its_rows(scene: Scene):
    services.count_rows()
    user = again(scene.people["township"])
    assert matters_for(user, scene.cast.campaign).exists()
