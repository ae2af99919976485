"""How long a session lasts, what ends it, and that whoever had it is told why."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import PASSWORD
from tests.scene import MAY, join

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.models import SessionRecord
from zhuanban.ground.signin.services import disable_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(settings):
    """The bounds of an installation, on Monday 6 May 2024 at 9:00."""
    settings.IDLE_MINUTES = settings.ADMINISTRATOR_IDLE_MINUTES = 15
    settings.ONE_SESSION = True
    with time_machine.travel(MAY, tick=False) as moved:
        yield moved


def signed_in(name="office", browser=None, agent=""):
    browser = browser or Client()
    answer = browser.post("/sign-in/", {"username": name, "password": PASSWORD}, headers={"User-Agent": agent})
    assert answer.status_code == 302
    return browser


def ended(answer):
    """The words of the sign-in page to which an ended session leads."""
    assert answer.url.startswith("/sign-in/?next="), answer.url
    return Client().get(answer.url).content.decode()


def test_a_session_without_any_act_ends_and_says_so(cast, clock):
    browser = signed_in()
    clock.shift(timedelta(minutes=14))
    assert browser.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=14))
    assert browser.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=15))
    assert "长时间没有操作" in ended(browser.get("/account/"))
    assert browser.get("/account/").url == "/sign-in/?next=/account/"
    assert timeline_of("user", cast.office.pk).last().sentence == "登录结束：长时间没有操作，已自动退出"


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(cast, clock):
    browser = signed_in()
    for _ in range(3):
        clock.shift(timedelta(minutes=5))
        last = browser.get("/progress/", headers={"HX-Request": "true"})
    assert last.status_code == 401
    assert "长时间没有操作" in last.content.decode()


def test_who_still_works_on_the_open_page_stays_in(cast, clock):
    browser = signed_in()
    for _ in range(3):
        clock.shift(timedelta(minutes=10))
        assert browser.post("/account/stay/").status_code == 204
    assert browser.get("/account/").status_code == 200


def test_the_page_ends_the_session_when_its_own_count_is_over(cast, clock):
    browser = signed_in()
    assert browser.post("/account/stay/", {"over": "1"}).status_code == 204
    assert browser.get("/account/").url == "/sign-in/?next=/account/"
    assert timeline_of("user", cast.office.pk).last().event == "SessionEnded"


def test_a_program_is_told_401_and_why(cast, clock):
    browser = signed_in()
    clock.shift(timedelta(minutes=16))
    answer = browser.get("/api/v1/c/yunxi-2024/matters")
    assert (answer.status_code, answer.json()["number"]) == (401, "E401")
    assert "长时间没有操作" in answer.json()["message"]


def test_no_session_outlasts_twelve_hours_however_busy(cast, clock):
    browser = signed_in()
    for _ in range(71):
        clock.shift(timedelta(minutes=10))
        assert browser.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=10))
    assert "登录时间已到上限" in ended(browser.get("/account/"))


def test_administrators_may_have_a_bound_of_their_own(cast, clock, settings):
    settings.ADMINISTRATOR_IDLE_MINUTES = 5
    join(cast, "sysadmin", Role.SYSTEM_ADMIN)
    keeper, clerk = signed_in("sysadmin"), signed_in()
    clock.shift(timedelta(minutes=6))
    assert keeper.get("/account/").status_code == 302
    assert clerk.get("/account/").status_code == 200


def test_a_further_sign_in_ends_the_other_session_which_is_told_why(cast, clock):
    first = signed_in(agent="Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120")
    second = signed_in()
    assert "在另一处登录" in ended(first.get("/c/yunxi-2024/matters/"))
    assert second.get("/account/").status_code == 200


def test_by_setting_an_account_may_be_open_in_several_places(cast, clock, settings):
    settings.ONE_SESSION = False
    first, second = signed_in(), signed_in()
    assert {browser.get("/account/").status_code for browser in (first, second)} == {200}


def test_ones_own_sign_ins_are_listed_and_ended_from_the_page(cast, clock, settings):
    settings.ONE_SESSION = False
    away = signed_in(agent="Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile")
    here = signed_in(agent="Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120")
    page = here.get("/account/sign-ins/").content.decode()
    assert "Chrome · 安卓" in page
    assert "Edge · Windows" in page
    other = SessionRecord.objects.get(device="Chrome · 安卓")
    assert here.post(f"/account/sign-ins/{other.pk}/end/").url == "/account/sign-ins/"
    assert "您在别处结束了这次登录" in ended(away.get("/account/"))
    assert here.get("/account/").status_code == 200


def test_nobody_ends_or_sees_the_sign_ins_of_another(cast, clock):
    signed_in("leader")
    row = SessionRecord.objects.get()
    browser = signed_in()
    assert browser.post(f"/account/sign-ins/{row.pk}/end/").status_code == 404
    row.refresh_from_db()
    assert row.ending == ""


def test_a_disabled_account_is_out_at_once_and_told(cast, clock):
    keeper = join(cast, "sysadmin", Role.SYSTEM_ADMIN)
    browser = signed_in()
    disable_account(by=keeper, user=cast.office)
    assert "账号已停用" in ended(browser.get("/account/"))


def test_a_new_password_ends_the_sessions_elsewhere_and_not_this_one(cast, clock, settings):
    settings.ONE_SESSION = False
    away, here = signed_in(), signed_in()
    here.post("/account/", {"old": PASSWORD, "new": "Qing-shan-47-liu"})
    assert here.get("/account/").status_code == 200
    assert "密码已修改或重置" in ended(away.get("/account/"))
    assert "正在用的这里" in here.get("/account/sign-ins/").content.decode()


def test_the_journal_keeps_addresses_and_devices_to_itself(cast, clock):
    Client().post(
        "/sign-in/", {"username": "office", "password": PASSWORD}, REMOTE_ADDR="203.0.113.5",
        headers={"User-Agent": "Mozilla/5.0 Firefox/115"},
    )  # fmt: skip
    told = str(list(Entry.objects.values("payload", "sentence")))
    assert "203.0.113.5" not in told
    assert "Firefox" not in told


def test_no_table_says_how_long_somebody_was_there():
    fields = {field.name for field in SessionRecord._meta.get_fields()}
    assert fields == {"id", "user", "session_key", "way", "device", "began_at", "ending"}
