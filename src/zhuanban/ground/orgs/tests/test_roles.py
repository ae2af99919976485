"""角色任职: the security administrator gives and ends roles; administrators exclude each other on every day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scene import join

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role, exclude_each_other
from zhuanban.ground.orgs.services import end_role, give_role, give_roles

DAY = date(2024, 5, 6)


@pytest.fixture
def security(cast: Any, time_machine: Any) -> User:
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    return join(cast, "secadmin", Role.SECURITY_ADMIN)


def test_a_role_is_given_from_a_day_and_ended_with_one(cast: Any, client: Any, security: User, time_machine: Any):
    client.force_login(security)
    form = client.get(f"/roles/give/?user={cast.handler.pk}").content.decode()
    assert "石磊" in form
    given = {"user": cast.handler.pk, "role": "inspector", "unit": "", "campaign_id": cast.campaign.pk,
             "starts_on": "2024-06-01", "ends_on": ""}  # fmt: skip
    assert client.post("/roles/give/", given).status_code == 302
    seat = cast.handler.role_assignments.get(role=Role.INSPECTOR)
    assert (seat.starts_on, seat.ends_on, seat.campaign_id) == (date(2024, 6, 1), None, cast.campaign.pk)
    assert not cast.handler.has_role(Role.INSPECTOR)
    time_machine.move_to("2024-06-01T02:00:00Z", tick=False)
    assert User.objects.get(pk=cast.handler.pk).has_role(Role.INSPECTOR)
    client.force_login(security)
    assert client.post(f"/roles/{seat.pk}/end/", {"last_on": "2024-06-01", "reason": "调离"}).status_code == 302
    time_machine.move_to("2024-06-02T02:00:00Z", tick=False)
    assert not User.objects.get(pk=cast.handler.pk).has_role(Role.INSPECTOR)
    client.force_login(security)
    past = client.get("/roles/?state=past&by=unit").content.decode()
    assert "石磊" in past
    assert cast.campaign.short_name in past
    assert [entry.sentence for entry in timeline_of("user", cast.handler.pk)] == [
        "授予角色：巡查员，自2024-06-01起", "终止角色：巡查员，至2024-06-01止"
    ]  # fmt: skip
    assert not Entry.objects.filter(sentence__contains="调离").exists()


def test_nobody_gives_or_ends_its_own_role_nor_does_anybody_else(cast: Any, client: Any, security: User):
    before = Entry.objects.count()
    own = security.role_assignments.get()
    with pytest.raises(Refused):
        give_role(by=security, user=security, role=Role.INSPECTOR, starts_on=DAY)
    with pytest.raises(Refused):
        end_role(by=security, seat=own, last_on=DAY, reason="走")
    for other in (cast.office, cast.leader, cast.auditor, join(cast, "sysadmin", Role.SYSTEM_ADMIN), cast.outsider):
        with pytest.raises(Refused):
            give_role(by=other, user=cast.handler, role=Role.INSPECTOR, starts_on=DAY)
        with pytest.raises(Refused):
            end_role(by=other, seat=cast.handler.role_assignments.get(), last_on=DAY, reason="走")
    with pytest.raises(Refused):
        give_role(by=security, user=cast.outsider, role=Role.INSPECTOR, starts_on=DAY)
    assert Entry.objects.count() == before
    client.force_login(security)
    assert f"/roles/{own.pk}/end/" not in client.get("/roles/").content.decode()


@pytest.mark.parametrize(("given", "words"), [
    ({"role": "township"}, "要写明单位"),
    ({"role": "auditor"}, "不能由同一账号兼任"),
    ({"role": "inspector", "ends_on": "2024-05-01"}, "不能早于起始日期"),
    ({"role": "office", "user": ""}, "请选择"),
])  # fmt: skip
def test_bad_input_is_explained(cast: Any, client: Any, security: User, given: dict[str, str], words: str):
    client.force_login(security)
    response = client.post("/roles/give/", {"user": cast.handler.pk, "starts_on": "2024-05-06", **given})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_unit_of_another_kind_and_the_same_role_twice_are_explained(cast: Any, security: User):
    with pytest.raises(Invalid, match="不能担任"):
        give_role(by=security, user=cast.handler, role=Role.TOWNSHIP, starts_on=DAY, unit=cast.water)
    with pytest.raises(Invalid, match="已有同样的角色"):
        give_role(by=security, user=cast.handler, role=Role.DEPARTMENT, starts_on=DAY, unit=cast.bureau)
    seat = give_role(by=security, user=cast.handler, role=Role.INSPECTOR, starts_on=date(2024, 7, 1))
    end_role(by=security, seat=seat, last_on=DAY, reason="不用了")
    seat.refresh_from_db()
    assert seat.ends_on == date(2024, 6, 30)  # never in force, and still in the list
    assert may(security, "role.view", seat)


days = st.dates(date(2024, 1, 1), date(2024, 3, 1))
roles = st.sampled_from([*THREE_ADMINISTRATORS, Role.INSPECTOR, Role.LEADER])
grants = st.tuples(roles, days, st.none() | st.integers(0, 40))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(grants, max_size=6))
def test_on_no_day_has_an_administrator_another_role(cast: Any, drawn: list[tuple[Role, date, int | None]]):
    """Whatever is asked for in whatever order: what the service takes, the database takes, and no day has two."""
    with transaction.atomic():
        user = join(cast, "drawn", None)
        for role, starts_on, length in drawn:
            ends_on = None if length is None else starts_on + timedelta(days=length)
            try:
                give_role(by=None, user=user, role=role, starts_on=starts_on, ends_on=ends_on)
            except Invalid:
                with pytest.raises(IntegrityError), transaction.atomic():
                    RoleAssignment.objects.create(
                        user=user, role=role, district=cast.district, starts_on=starts_on, ends_on=ends_on
                    )
        for day in {day for seat in user.role_assignments.all() for day in (seat.starts_on, seat.ends_on) if day}:
            held = [seat.role for seat in RoleAssignment.objects.filter(user=user).in_force(day)]
            assert not any(exclude_each_other(one, other) for one in held for other in held)
        transaction.set_rollback(True)


def test_many_people_get_one_role_after_their_number_was_confirmed(cast: Any, client: Any, security: User):
    people = [join(cast, f"new{number}", None) for number in range(3)]
    client.force_login(security)
    page = "/roles/give/many/"
    sent = {"users": [user.pk for user in people], "role": "inspector", "starts_on": "2024-05-06"}
    shown = client.post(page, {**sent, "step": "preview"}).content.decode()
    assert "确认授予这 3 人" in shown
    assert not RoleAssignment.objects.filter(user__in=people).exists()
    mark = shown.split('name="previewed" value="')[1].split('"', maxsplit=1)[0]
    more = {**sent, "users": [*sent["users"], cast.handler.pk], "step": "confirm", "previewed": mark}
    again = client.post(page, more)
    assert (again.status_code, "确认授予这 4 人" in again.content.decode()) == (409, True)
    assert client.post(page, {**sent, "step": "confirm", "previewed": mark}).url == "/roles/"
    assert RoleAssignment.objects.filter(user__in=people, role=Role.INSPECTOR).count() == 3
    assert Entry.objects.filter(event="RoleGiven", subject_id__in=[user.pk for user in people]).count() == 3


def test_where_one_cannot_have_the_role_nobody_gets_it(cast: Any, client: Any, security: User):
    free = join(cast, "free", None)
    client.force_login(security)
    sent = {"users": [free.pk, cast.auditor.pk], "role": "inspector", "starts_on": "2024-05-06", "step": "preview"}
    answer = client.post("/roles/give/many/", sent)
    assert (answer.status_code, "谁都没有授予" in answer.content.decode()) == (422, True)
    before = Entry.objects.count()
    with pytest.raises(Invalid, match="不能由同一账号兼任"):
        give_roles(by=security, users=[free, cast.auditor], role=Role.INSPECTOR, starts_on=DAY)
    for who in (cast.office, cast.auditor, join(cast, "sysadmin", Role.SYSTEM_ADMIN)):
        with pytest.raises(Refused):
            give_roles(by=who, users=[free], role=Role.INSPECTOR, starts_on=DAY)
    assert (Entry.objects.count(), free.role_assignments.count()) == (before, 0)
