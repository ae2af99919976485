"""A phone is masked everywhere; who needs it says why, sees it for a minute, and that is written down."""

import pytest
from django.test import Client

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.personal import column_of
from zhuanban.ground.journal.models import Entry, Private
from zhuanban.ground.orgs.models import Person, RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import set_phone
from zhuanban.ground.privacy.models import Reveal
from zhuanban.ground.privacy.rules.revealing import MOST_AN_HOUR
from zhuanban.ground.privacy.services import reveal_field

NUMBER, REASON = "13912340007", "核实占道经营整改"


@pytest.fixture
def person(cast) -> Person:
    return set_phone(by=cast.office, person=cast.handler.person, phone=NUMBER)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def watcher(cast, role: Role) -> User:
    user = User.objects.create(username=f"new-{role}", name=f"甲{role}", district=cast.district)
    RoleAssignment.objects.create(user=user, role=role, district=cast.district, starts_on="2024-02-01")
    return user


def address(person: Person) -> str:
    return f"/privacy/reveal/orgs.person.phone/{person.pk}/"


def test_a_phone_is_shown_after_a_reason_and_the_auditor_reads_it(cast, person):
    browser = browser_of(cast.office)
    page = browser.get(f"/privacy/people/{person.uid}/").content.decode()
    assert "139****0007" in page
    assert NUMBER not in page
    assert NUMBER not in browser.get(address(person)).content.decode()
    shown = browser.post(address(person), {"reason": REASON})
    assert NUMBER in shown.content.decode()
    assert shown.headers["Refresh"] == "60"
    assert "no-store" in shown.headers["Cache-Control"]
    entry = Entry.objects.get(event="PersonalFieldRevealed")
    assert NUMBER not in f"{entry.payload}{entry.sentence}"
    assert REASON not in f"{entry.payload}{entry.sentence}"
    assert REASON.encode() not in bytes(Private.objects.get(entry=entry).sealed)
    auditor = browser_of(watcher(cast, Role.AUDITOR)).get("/privacy/reveals/").content.decode()
    assert REASON in auditor
    assert "工作电话" in auditor
    assert NUMBER not in auditor
    security = browser_of(watcher(cast, Role.SECURITY_ADMIN)).get("/privacy/reveals/").content.decode()
    assert cast.office.name in security
    assert REASON not in security


def test_within_the_page_the_value_goes_again_after_a_minute(cast, person):
    browser = browser_of(cast.office)
    asked = browser.get(address(person), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in asked
    assert NUMBER not in asked
    shown = browser.post(address(person), {"reason": REASON}, headers={"HX-Request": "true"}).content.decode()
    assert NUMBER in shown
    assert "load delay:60s" in shown
    again = browser.get(f"{address(person)}masked/").content.decode()
    assert "139****0007" in again
    assert NUMBER not in again


@pytest.mark.parametrize("who", ["inspector", "township", "water_clerk", "outsider", "auditor"])
def test_who_has_no_need_is_refused_and_nothing_is_written(cast, person, who):
    user = cast.people[who]
    response = browser_of(user).post(address(person), {"reason": REASON})
    assert response.status_code == 404
    with pytest.raises(Refused):
        reveal_field(by=user, column=column_of("orgs.person.phone"), row=person, reason=REASON)
    assert not Reveal.objects.exists()
    assert not Entry.objects.filter(event="PersonalFieldRevealed").exists()


def test_a_colleague_of_the_same_unit_may(cast, person):
    colleague = User.objects.create(username="bureau2", name="同事", district=cast.district)
    RoleAssignment.objects.create(
        user=colleague, role=Role.DEPARTMENT, district=cast.district, unit=cast.bureau, starts_on="2024-02-01"
    )
    assert NUMBER in browser_of(colleague).post(address(person), {"reason": REASON}).content.decode()


@pytest.mark.parametrize("reason", ["", "  ", "有事", "啊啊啊啊啊", "x" * 201])
def test_a_reason_that_says_nothing_is_sent_back(cast, person, reason):
    response = browser_of(cast.office).post(address(person), {"reason": reason})
    assert response.status_code == 422
    assert NUMBER not in response.content.decode()
    assert not Reveal.objects.exists()


def test_nobody_sees_more_than_so_many_an_hour(cast, person):
    column = column_of("orgs.person.phone")
    for _ in range(MOST_AN_HOUR):
        reveal_field(by=cast.office, column=column, row=person, reason=REASON)
    with pytest.raises(Invalid, match="一小时内已查看"):
        reveal_field(by=cast.office, column=column, row=person, reason=REASON)
    Reveal.objects.update(at="2024-01-01T00:00Z")
    assert reveal_field(by=cast.office, column=column, row=person, reason=REASON) == NUMBER


def test_only_declared_columns_can_be_asked_for(cast, person):
    browser = browser_of(cast.office)
    for column in ("orgs.user.password", "orgs.person.name", "orgs.person.phone_index", "nothing"):
        assert browser.post(f"/privacy/reveal/{column}/{person.pk}/", {"reason": REASON}).status_code == 404


def test_the_list_of_reveals_costs_the_same_however_long(cast, person, django_assert_max_num_queries):
    auditor = browser_of(watcher(cast, Role.AUDITOR))
    for _ in range(20):
        reveal_field(by=cast.office, column=column_of("orgs.person.phone"), row=person, reason=REASON)
    with django_assert_max_num_queries(14):
        auditor.get("/privacy/reveals/")
