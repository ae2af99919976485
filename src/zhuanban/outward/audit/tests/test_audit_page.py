"""The auditor reads the journal, searches it and has it verified; nobody else sees more of it than concerns them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.approvals.events import ApprovalAsked
from zhuanban.ground.core import clock
from zhuanban.ground.journal.checking import carry_verification_on
from zhuanban.ground.journal.models import Delivery, Entry, Verification
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.services import record
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.orgs.events import RoleGiven
from zhuanban.ground.orgs.models import RoleAssignment
from zhuanban.ground.orgs.rules import Role

pytestmark = pytest.mark.django_db


def asked(cast, title, *, by=None, campaign=None, number=1):
    event = ApprovalAsked(approval_id=number, title=title, campaign_id=(campaign or cast.campaign).pk)
    return record(event, by=by or cast.office)


@pytest.fixture
def auditor(cast, client):
    client.force_login(cast.auditor)
    return client


def text(client, address="/audit/"):
    response = client.get(address)
    assert response.status_code == 200, response
    return b"".join(response).decode("utf-8-sig")


def test_the_auditor_reads_who_did_what_for_whom_and_whether_it_is_sealed(cast, auditor):
    seat = cast.leader.role_assignments.get()
    RoleAssignment.objects.create(
        user=cast.office, role=seat.role, district=cast.district, starts_on=seat.starts_on, acts_for=seat
    )
    cast.office.act_for(cast.leader.pk)
    asked(cast, "第一期通报")
    seal_entries()
    asked(cast, "第二期通报", by=cast.township)
    page = text(auditor)
    assert "提请审批：第一期通报" in page
    assert cast.office.name in page
    assert f"代 {cast.leader.name}" in page
    assert "等待封存" in page
    assert page.index("第二期通报") < page.index("第一期通报")


def test_it_is_searched_by_day_person_kind_subject_and_action_and_the_address_keeps_it(cast, auditor):
    with clock.moved_to(clock.now() - timedelta(days=400)):
        asked(cast, "去年的")
    asked(cast, "今年的", by=cast.township, campaign=cast.other_campaign, number=77)
    today = clock.today()
    for query, shown in {
        f"since={today - timedelta(days=1)}": "今年的",
        f"until={today - timedelta(days=1)}": "去年的",
        f"person={cast.township.name}": "今年的",
        f"person={cast.office.username}": "去年的",
        "event=ApprovalAsked&subject_id=77": "今年的",
        f"action={cast.campaign.pk}": "去年的",
    }.items():
        page = text(auditor, f"/audit/?{query}")
        other = {"今年的": "去年的", "去年的": "今年的"}[shown]
        assert shown in page, query
        assert other not in page, query
    assert "没有符合条件的日志" in text(auditor, "/audit/?person=查无此人")


@pytest.mark.parametrize(
    "query", ["since=x", "event=x", "action=9999999999999999999999", "after=x", f"after={9**30}", "subject_id=0"]
)
def test_what_cannot_be_searched_by_is_passed_over_or_explained(cast, auditor, query):
    asked(cast, "通报")
    assert "通报" in text(auditor, f"/audit/?{query}")


def test_pages_go_on_behind_one_another_without_gap_or_repeat_at_a_flat_cost(cast, auditor):
    moment = clock.now()
    for number in range(230):
        with clock.moved_to(moment - timedelta(minutes=number // 40)):
            asked(cast, f"第{number:03}期", number=number + 1)
    seal_entries()
    seen, address, costs = [], "/audit/", []
    while address:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = auditor.get(address)
        costs.append(len(queries))
        page = response.context["page"]
        seen += [line.entry.pk for line in page.lines]
        address = f"/audit/?after={page.next_after}" if page.next_after else ""
    assert len(seen) == len(set(seen)) == Entry.objects.count()
    assert max(costs) <= costs[0] + 1  # and where the last page ended
    assert len(response.context["page"].lines) == 30


def test_nothing_of_another_district_is_shown(cast, auditor):
    asked(cast, "本区的")
    asked(cast, "外区的", by=cast.outsider, campaign=cast.far_campaign)
    page = text(auditor) + text(auditor, "/audit/export/")
    assert "本区的" in page
    assert "外区的" not in page


def test_the_file_holds_the_same_and_computes_nothing(cast, auditor):
    asked(cast, "=1+1")
    response = auditor.get("/audit/export/?event=ApprovalAsked")
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert rows[0][5] == "一句话"
    assert [row[5] for row in rows[1:]] == ["提请审批：=1+1"]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_security_administrator_sees_accounts_and_roles_only(cast, client):
    user = cast.township
    RoleAssignment.objects.filter(user=user).update(ends_on=date(2000, 1, 1))
    RoleAssignment.objects.create(
        user=user, role=Role.SECURITY_ADMIN, district=cast.district, starts_on=date(2020, 1, 1)
    )
    asked(cast, "业务内容")
    record(RoleGiven(user_id=user.pk, role="judge", role_name="评委", starts_on=date(2024, 2, 1)), by=None)
    client.force_login(user)
    page = text(client)
    assert "授予角色" in page
    assert "业务内容" not in page
    assert "现在核验" not in page
    assert client.get("/audit/seals/").status_code == 404
    assert client.post("/audit/verify/").status_code == 403
    assert not Verification.objects.exists()


def test_verifying_shows_its_progress_and_then_what_it_found(cast, auditor):
    with transaction.atomic():
        asked(cast, "通报")
        seal_entries()
        tampering.change(1, sentence="改过")
        assert auditor.post("/audit/verify/").status_code == 302
        assert "正在逐条核验" in text(auditor, "/audit/seals/")
        assert "核验日志" not in text(auditor, "/progress/")  # the auditor's business, nobody else's
        while carry_verification_on():
            pass
        page = text(auditor)
        assert "核验发现 1 处异常" in page
        assert "第 1 条被改动过" in page
        assert "处日志异常" in text(auditor, "/")
        transaction.set_rollback(True)


def test_a_whole_journal_is_said_to_be_whole(cast, auditor):
    assert "还没有核验过" in text(auditor)
    asked(cast, "通报")
    seal_entries()
    auditor.post("/audit/verify/")
    while carry_verification_on():
        pass
    assert "核验完好，共 1 条" in text(auditor)
    assert "日志异常" not in text(auditor, "/")


def test_an_outsider_is_told_nothing_and_starts_nothing(cast, client):
    for person in (cast.office, cast.leader, cast.outsider):
        client.force_login(person)
        for address in ("/audit/", "/audit/export/", "/audit/seals/"):
            assert client.get(address).status_code == 404
        assert client.post("/audit/verify/").status_code == 404
    assert not Verification.objects.exists()


def dead_delivery(cast, campaign):
    return Delivery.objects.create(entry=asked(cast, "通报", campaign=campaign), handler="x.y", state="dead",
                                   run_at=clock.now(), attempts=8, last_error="坏了")  # fmt: skip


def test_the_system_administrator_has_a_failed_delivery_tried_again_or_gives_it_up(cast, client):
    one, other, far = (dead_delivery(cast, action) for action in (cast.campaign, cast.campaign, cast.far_campaign))
    user = cast.township
    RoleAssignment.objects.filter(user=user).update(ends_on=date(2000, 1, 1))
    RoleAssignment.objects.create(user=user, role=Role.SYSTEM_ADMIN, district=cast.district, starts_on=date(2020, 1, 1))
    client.force_login(user)
    assert "重新办理" in text(client, "/system/")
    client.post(f"/system/deliveries/{one.pk}/retry/")
    client.post(f"/system/deliveries/{other.pk}/discard/")
    assert client.post(f"/system/deliveries/{far.pk}/discard/").status_code == 404
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert (states[one.pk], states[other.pk], states[far.pk]) == ("waiting", "discarded", "dead")
    assert Entry.objects.filter(event="DeliverySettled", by=user).count() == 2
    response = client.post(f"/system/deliveries/{other.pk}/retry/", follow=True)
    assert "已经处理过了" in response.content.decode()


def test_nobody_else_touches_a_failed_delivery(cast, client):
    dead = dead_delivery(cast, cast.campaign)
    for person in (cast.auditor, cast.office, cast.outsider):
        client.force_login(person)
        assert client.post(f"/system/deliveries/{dead.pk}/retry/").status_code == 404
    assert Delivery.objects.get(pk=dead.pk).state == "dead"
