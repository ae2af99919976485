"""A first, a reset or an old password is changed before anything else; its end is announced a week before."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import PASSWORD
from tests.scene import MAY, join

from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.services import reset_password

pytestmark = pytest.mark.django_db
NEW = "Qing-shan-47-liu"


def signed_in(name="office", password=PASSWORD):
    browser = Client()
    assert browser.post("/sign-in/", {"username": name, "password": password}).status_code == 302
    return browser


@pytest.fixture
def first(cast):
    """The office with a password that somebody else has seen."""
    User.objects.filter(pk=cast.office.pk).update(must_change_password=True)
    return signed_in()


def test_nothing_else_opens_before_the_first_password_is_changed(cast, first):
    for address in ("/", "/account/", "/c/yunxi-2024/matters/", "/c/yunxi-2024/matters/export/", "/account/sign-ins/"):
        answer = first.get(address)
        assert answer.url.startswith("/account/password/?next="), address
    page = first.get("/account/password/").content.decode()
    assert "请先修改密码" in page
    assert "不少于 10 位" in page
    answer = first.post("/account/password/?next=/c/yunxi-2024/matters/", {"old": PASSWORD, "new": NEW})
    assert answer.url == "/c/yunxi-2024/matters/"
    assert first.get("/c/yunxi-2024/matters/").status_code == 200


def test_programs_and_phones_are_told_and_lose_nothing(cast, first):
    """401 makes the phone keep what waits there and ask to sign in; a form is refused with the reason."""
    answer = first.put("/api/v1/c/yunxi-2024/visits/0190163d-8694-739b-aea5-966c26f8ad91", {}, "application/json")
    assert (answer.status_code, answer.json()["number"]) == (401, "E401-3")
    assert "请先修改密码" in answer.json()["message"]
    assert first.get("/api/v1/c/yunxi-2024/matters").status_code == 401
    assert first.post("/c/yunxi-2024/documents/draft/", {}).status_code == 403
    assert first.get("/progress/", headers={"HX-Request": "true"}).status_code == 403


def test_a_weak_new_password_does_not_get_past_it(cast, first):
    assert "不足 10 位" in first.post("/account/password/", {"old": PASSWORD, "new": "Ab-1"}).content.decode()
    assert "最近用过" in first.post("/account/password/", {"old": PASSWORD, "new": PASSWORD}).content.decode()
    assert first.get("/").url.startswith("/account/password/")


def test_signing_out_is_always_possible(cast, first):
    assert first.post("/sign-out/").url == "/sign-in/"


def test_onward_leads_nowhere_else(cast, first):
    answer = first.post("/account/password/?next=https://example.org/", {"old": PASSWORD, "new": NEW})
    assert answer.url == "/"


def test_whoever_has_a_password_of_his_own_is_not_led_there(cast, client):
    client.force_login(cast.leader)
    assert client.get("/account/password/").url == "/account/"


def test_a_password_is_announced_a_week_before_its_end_and_then_has_to_be_changed(cast, settings):
    settings.PASSWORD_DAYS = 90
    with time_machine.travel(MAY, tick=False) as clock:
        User.objects.update(password_set_at=MAY)
        clock.shift(timedelta(days=82))
        assert "到期" not in signed_in().get("/account/").content.decode()
        clock.shift(timedelta(days=2))
        assert "密码将在 8月4日 到期" in signed_in().get("/account/").content.decode()
        clock.shift(timedelta(days=6))
        browser = signed_in()
        assert browser.get("/").url.startswith("/account/password/")
        assert "已经到期" in browser.get("/account/password/").content.decode()
        browser.post("/account/password/", {"old": PASSWORD, "new": NEW})
        assert browser.get("/").status_code == 200


def test_by_setting_a_password_never_ends(cast, settings):
    settings.PASSWORD_DAYS = 0
    with time_machine.travel(MAY + timedelta(days=4000), tick=False):
        assert signed_in().get("/").status_code == 200


def test_a_reset_password_holds_for_one_change(cast):
    keeper = join(cast, "sysadmin", Role.SYSTEM_ADMIN)
    password = reset_password(by=keeper, user=cast.township)
    browser = signed_in("town1", password)
    assert browser.get("/").url.startswith("/account/password/")
    browser.post("/account/password/", {"old": password, "new": NEW})
    assert browser.get("/").status_code == 200
