"""Two administrators give one account roles that exclude each other, in the same instant: one of the two lands.

Both requests are let run until they wait for the account, then set free: however they are timed, they meet there.
"""

import threading
from collections.abc import Callable
from datetime import date
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from tests.scene import join

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role

pytestmark = [
    pytest.mark.usefixtures("journal_can_be_emptied"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 一次只让一个连接写入，没有同时授予"),
]
DAY = date(2024, 5, 6)
Pair = tuple[Role, Role]
QUEUED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
EXCLUDED = "不能由同一账号兼任，也不能兼任其他角色"
NO_DEPUTY = "系统管理员、安全保密管理员、安全审计员不能代办业务。"


@pytest.fixture
def givers(transactional_db: None, cast: Any, time_machine: Any) -> list[Client]:
    """The browsers of two security administrators; what goes wrong there is answered, not raised."""
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    browsers = [Client(raise_request_exception=False) for _ in range(2)]
    for number, browser in enumerate(browsers):
        browser.force_login(join(cast, f"secadmin{number}", Role.SECURITY_ADMIN))
    return browsers


def meeting_at(user: User, *acts: Callable[[], Any]) -> list[Any]:
    """What the acts gave, each on a connection of its own, after all of them had to wait for the account."""
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            results[place] = act()
        except IntegrityError as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        for thread in threads:
            thread.start()
        end = monotonic() + 20
        while queued() < len(acts) and monotonic() < end:
            sleep(0.02)
        reached = queued()
    for thread in threads:
        thread.join(30)
    assert reached == len(acts)
    return results


def queued() -> int:
    """How many connections wait for a lock; the server shows a transaction its first look until told to look anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(QUEUED)
        (count,) = cursor.fetchone()
    return int(count)


def giving(browser: Client, user: User, role: Role) -> Callable[[], Any]:
    form = {"user": user.pk, "role": role, "unit": "", "campaign_id": "", "starts_on": "2024-05-06", "ends_on": ""}
    return lambda: browser.post("/roles/give/", form)


@pytest.mark.parametrize("pair", [
    (Role.SYSTEM_ADMIN, Role.AUDITOR), (Role.SYSTEM_ADMIN, Role.INSPECTOR), (Role.LEADER, Role.SECURITY_ADMIN),
])  # fmt: skip
def test_one_of_two_grants_lands_and_the_other_is_told_why_not(cast: Any, givers: list[Client], pair: Pair):
    newcomer = join(cast, "newcomer", None)
    before = Entry.objects.count()
    acts = [giving(browser, newcomer, role) for browser, role in zip(givers, pair, strict=True)]
    answers = meeting_at(newcomer, *acts)
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (refused,) = [answer for answer in answers if answer.status_code == 422]
    assert EXCLUDED in refused.content.decode()
    held = newcomer.role_assignments.get()
    assert held.role == pair[0 if answers[0].status_code == 302 else 1]
    assert Entry.objects.count() == before + 1
    assert Entry.objects.filter(event="RoleGiven", subject_id=newcomer.pk).count() == 1


def test_nobody_becomes_an_administrator_and_a_deputy_at_once(cast: Any, givers: list[Client]):
    newcomer = join(cast, "newcomer", None)
    seat = cast.leader.role_assignments.get()
    deputy = {"seat": seat.pk, "deputy": newcomer.pk, "starts_on": "2024-05-06", "ends_on": ""}
    principal = Client(raise_request_exception=False)
    principal.force_login(cast.leader)
    acts = (giving(givers[0], newcomer, Role.AUDITOR), lambda: principal.post("/deputies/", deputy))
    answers = meeting_at(newcomer, *acts)
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (refused,) = [answer for answer in answers if answer.status_code == 422]
    assert (EXCLUDED if refused is answers[0] else NO_DEPUTY) in refused.content.decode()
    assert newcomer.role_assignments.count() == 1


def test_two_grants_that_go_together_both_land(cast: Any, givers: list[Client]):
    newcomer = join(cast, "newcomer", None)
    roles = (Role.LEADER, Role.INSPECTOR)
    acts = [giving(browser, newcomer, role) for browser, role in zip(givers, roles, strict=True)]
    assert [answer.status_code for answer in meeting_at(newcomer, *acts)] == [302, 302]
    assert {seat.role for seat in newcomer.role_assignments.all()} == set(roles)


@pytest.mark.parametrize("pair", [(Role.SYSTEM_ADMIN, Role.AUDITOR), (Role.SYSTEM_ADMIN, Role.INSPECTOR)])
def test_the_database_lets_one_row_in_also_past_the_service(cast: Any, givers: list[Client], pair: Pair):
    newcomer = join(cast, "newcomer", None)
    create = RoleAssignment.objects.create
    acts = [lambda role=role: create(user=newcomer, role=role, district=cast.district, starts_on=DAY) for role in pair]
    results = meeting_at(newcomer, *acts)
    (refused,) = [result for result in results if isinstance(result, IntegrityError)]
    assert "an administrator holds no other role" in str(refused)
    assert newcomer.role_assignments.count() == 1
