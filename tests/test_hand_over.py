"""工作移交: what hangs on a person goes to another from a day on; a unit's work stays the unit's."""

from datetime import date
from typing import Any

import pytest

from tests.scene import Scene, join
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import HandOver, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import posts_of
from zhuanban.ground.orgs.services import hand_over_due, hand_over_work
from zhuanban.plan.campaigns.models import ClauseOwner
from zhuanban.plan.campaigns.services import name_owner
from zhuanban.work.matters.services import ask_extension

TODAY = date(2024, 5, 6)


@pytest.fixture
def asked(scene: Scene) -> Approval:
    """The bureau's clerk waits for an answer, and answers for a clause."""
    cast = scene.cast
    name_owner(by=cast.office, clause=cast.hygiene, unit=cast.bureau, person_name=cast.handler.name)
    return ask_extension(by=cast.handler, matter=scene.matters["timely"], reason="等车", until=date(2024, 6, 1))


def test_the_successor_has_roles_posts_clauses_and_open_requests(scene: Scene, client: Any, asked: Approval):
    cast = scene.cast
    client.force_login(scene.people["secadmin"])
    page = client.get(f"/accounts/{cast.handler.pk}/hand-over/").content.decode()
    assert "等待答复的申请 1 件" in page
    assert "作为责任人的条款 1 条" in page
    assert "等车" not in page
    given = {
        "successor": cast.water_clerk.pk, "on": "2024-05-06", "disables": "on",
        "seats": [seat.pk for seat in cast.handler.role_assignments.all()],
        "posts": [post.pk for post in posts_of(cast.handler.person)],
    }  # fmt: skip
    assert client.post(f"/accounts/{cast.handler.pk}/hand-over/", given).status_code == 302
    deliver_pending()
    asked.refresh_from_db()
    assert asked.asked_by == cast.water_clerk
    assert list(asked.authors.all()) == [cast.handler]
    assert ClauseOwner.objects.get(clause=cast.hygiene, unit=cast.bureau).person == cast.water_clerk.person
    assert cast.bureau in {post.unit for post in posts_of(cast.water_clerk.person)}
    old, new = (User.objects.get(pk=user.pk) for user in (cast.handler, cast.water_clerk))
    assert (old.seats, old.is_active) == ([], False)
    assert may(new, "matter.report_done", scene.matters["timely"])
    assert scene.matters["timely"].handler == cast.bureau


def test_it_waits_for_its_day_and_happens_once(scene: Scene, asked: Approval, time_machine: Any):
    cast = scene.cast
    seats = list(cast.handler.role_assignments.all())
    successor = join(cast, "newcomer", None)
    row = hand_over_work(
        by=scene.people["secadmin"], leaving=cast.handler, successor=successor, on=date(2024, 5, 20), seats=seats
    )
    assert hand_over_due() == 0
    with pytest.raises(Invalid, match="已经定了移交"):
        hand_over_work(by=scene.people["secadmin"], leaving=cast.handler, successor=successor, on=date(2024, 5, 30))
    assert User.objects.get(pk=cast.handler.pk).has_role(Role.DEPARTMENT)
    time_machine.move_to("2024-05-20T00:10:00Z", tick=False)
    assert (hand_over_due(), hand_over_due()) == (1, 0)
    deliver_pending()
    row.refresh_from_db()
    asked.refresh_from_db()
    assert (row.carried_at is not None, asked.asked_by) == (True, successor)
    assert not User.objects.get(pk=cast.handler.pk).has_role(Role.DEPARTMENT)
    assert User.objects.get(pk=successor.pk).has_role(Role.DEPARTMENT)


def test_outsiders_are_refused_and_wrong_input_is_explained(scene: Scene):
    cast, security, before = scene.cast, scene.people["secadmin"], Entry.objects.count()
    for who in (cast.office, cast.leader, cast.auditor, scene.people["sysadmin"], cast.outsider, cast.handler):
        with pytest.raises(Refused):
            hand_over_work(by=who, leaving=cast.handler, successor=cast.water_clerk, on=TODAY)
    for leaving, successor in ((security, cast.handler), (cast.handler, security), (cast.handler, cast.outsider)):
        with pytest.raises(Refused):
            hand_over_work(by=security, leaving=leaving, successor=successor, on=TODAY)
    with pytest.raises(Invalid, match="同一个账号"):
        hand_over_work(by=security, leaving=cast.handler, successor=cast.handler, on=TODAY)
    with pytest.raises(Invalid, match="不能早于今天"):
        hand_over_work(by=security, leaving=cast.handler, successor=cast.water_clerk, on=date(2024, 5, 5))
    seats = list(cast.office.role_assignments.all())
    with pytest.raises(Invalid, match="只能移交移交人自己的角色"):
        hand_over_work(by=security, leaving=cast.handler, successor=cast.water_clerk, on=TODAY, seats=seats)
    with pytest.raises(Invalid, match="不能由同一账号兼任"):
        hand_over_work(by=security, leaving=cast.auditor, successor=cast.water_clerk, on=TODAY,
                       seats=list(cast.auditor.role_assignments.all()))  # fmt: skip
    assert Entry.objects.count() == before
    assert not HandOver.objects.exists()
