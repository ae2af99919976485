"""What lies encrypted beside an entry is seen by the auditor alone: one entry, one reason, one record of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.approvals.events import ApprovalAsked
from zhuanban.ground.journal.models import Entry, Private
from zhuanban.ground.journal.services import purge_private, record
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.privacy.models import Reveal
from zhuanban.ground.privacy.rules.revealing import MOST_AN_HOUR

pytestmark = pytest.mark.django_db
NAME, REASON = "欧阳可寻", "核查第三号线索的经过"


def told(by, campaign, number=1):
    event = ApprovalAsked(approval_id=number, title="通报", campaign_id=campaign.pk)
    return record(event, by=by, private={"name": NAME, "opinion": "请核实"})


@pytest.fixture
def entry(cast) -> Entry:
    return told(cast.office, cast.campaign)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def address(entry: Entry) -> str:
    return f"/privacy/reveal/journal.private.sealed/{entry.pk}/"


def test_the_auditor_sees_it_after_a_reason_for_a_minute_and_that_is_on_record(cast, entry):
    auditor = browser_of(cast.auditor)
    page = auditor.get("/audit/").content.decode()
    assert address(entry) in page
    assert NAME not in page
    assert NAME not in auditor.get(address(entry)).content.decode()
    assert auditor.post(address(entry), {"reason": " "}).status_code == 422
    assert not Reveal.objects.exists()
    shown = auditor.post(address(entry), {"reason": REASON})
    assert f"姓名：{NAME}；意见：请核实" in shown.content.decode()
    assert shown.headers["Refresh"] == "60"
    seen = Entry.objects.get(event="PersonalFieldRevealed")
    assert (seen.by_id, seen.payload["row_id"]) == (cast.auditor.pk, entry.pk)
    assert seen.sentence == "查看了一项个人信息：日志附表"
    assert NAME not in f"{seen.payload}{seen.sentence}"
    assert "日志附表" in auditor.get("/privacy/reveals/").content.decode()


def test_within_the_page_it_is_covered_again_after_a_minute(cast, entry):
    auditor = browser_of(cast.auditor)
    shown = auditor.post(address(entry), {"reason": REASON}, headers={"HX-Request": "true"}).content.decode()
    assert NAME in shown
    assert "load delay:60s" in shown
    assert NAME not in auditor.get(f"{address(entry)}masked/").content.decode()


@pytest.mark.parametrize("who", ["office", "leader", "handler", "outsider"])
def test_nobody_else_sees_it_and_nothing_is_written(cast, entry, who):
    assert browser_of(cast.people[who]).post(address(entry), {"reason": REASON}).status_code == 404
    assert not Reveal.objects.exists()


def test_neither_the_security_administrator_nor_the_auditor_of_elsewhere(cast, entry):
    for number, (role, district) in enumerate(
        ((Role.SECURITY_ADMIN, cast.district), (Role.SYSTEM_ADMIN, cast.district), (Role.AUDITOR, cast.far_district))
    ):
        user = User.objects.create(username=f"new{number}", name=f"甲{number}", district=district)
        RoleAssignment.objects.create(user=user, role=role, district=district, starts_on="2024-02-01")
        assert browser_of(user).post(address(entry), {"reason": REASON}).status_code == 404, role
    assert not Reveal.objects.exists()


def test_what_was_deleted_by_its_term_is_not_offered(cast, entry):
    purge_private([entry.pk])
    auditor = browser_of(cast.auditor)
    page = auditor.get("/audit/").content.decode()
    assert address(entry) not in page
    assert "另有不在明面的个人信息" in page
    assert auditor.post(address(entry), {"reason": REASON}).status_code == 404


def test_what_cannot_be_decrypted_says_so(cast, entry):
    key = told(cast.office, cast.campaign, 2).pk
    broken = bytes(Private.objects.get(pk=key).sealed)
    Private.objects.filter(pk=entry.pk).delete()
    Private.objects.create(pk=entry.pk, sealed=broken)  # bound to another entry
    shown = browser_of(cast.auditor).post(address(entry), {"reason": REASON}).content.decode()
    assert "密文打不开" in shown
    assert NAME not in shown


def test_nobody_sees_more_than_so_many_an_hour(cast, entry):
    auditor = browser_of(cast.auditor)
    for _ in range(MOST_AN_HOUR):
        assert auditor.post(address(entry), {"reason": REASON}).status_code == 200
    assert "一小时内已查看" in auditor.post(address(entry), {"reason": REASON}).content.decode()


def test_a_page_with_many_costs_no_more_than_with_one(cast, entry):
    auditor, costs = browser_of(cast.auditor), []
    for count in (0, 30):
        for number in range(count):
            told(cast.office, cast.campaign, number + 5)
        with CaptureQueriesContext(connection) as queries:
            auditor.get("/audit/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
