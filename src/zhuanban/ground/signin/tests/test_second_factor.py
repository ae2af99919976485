"""A second factor: set up, asked for, lost and reset."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import PASSWORD
from tests.scene import join

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.models import Factor, RecoveryCode
from zhuanban.ground.signin.proofs import one_time
from zhuanban.ground.signin.services import enrol_app, prove_by_code, remove_factor, reset_factors

pytestmark = pytest.mark.django_db
MAY = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture(autouse=True)
def at_nine(time_machine):
    time_machine.move_to(MAY, tick=False)
    return time_machine


@pytest.fixture
def secadmin(cast):
    return join(cast, "secadmin", Role.SECURITY_ADMIN)


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_ROLES = [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR]


def code(steps: int = 0) -> str:
    return one_time.code_at(SECRET, one_time.step_of(MAY) + steps)


def with_app(user) -> list[str]:
    """The user's recovery codes, once the app of SECRET has been taken into use half a minute ago."""
    return enrol_app(by=user, secret=SECRET, code=code(-1)).codes


def first_step(username: str, onward: str = "") -> Client:
    browser = Client()
    answer = browser.post("/sign-in/", {"username": username, "password": PASSWORD, "next": onward})
    assert answer.url == "/sign-in/second-step/"
    return browser


def test_a_clerk_takes_an_app_into_use_and_is_asked_for_its_code(cast):
    browser = Client()
    browser.post("/sign-in/", {"username": "office", "password": PASSWORD})
    page = browser.get("/account/factors/app/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert "data:image/svg+xml;base64," in page
    shown = one_time.code_at(secret, one_time.step_of(MAY))
    answer = browser.post("/account/factors/app/", {"code": shown}, follow=True)
    codes = re.findall(r"<li[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</li>", answer.content.decode())
    assert len(set(codes)) == 10
    assert "打印" in answer.content.decode()
    assert browser.get("/account/factors/codes/").url == "/account/factors/"  # shown once
    assert [entry.sentence for entry in timeline_of("user", cast.office.pk)][-1:] == ["添加了第二重验证：动态口令"]
    assert secret not in str(Factor.objects.values_list().get())
    browser.post("/sign-out/")
    browser.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": "/approvals/"})
    assert browser.get("/account/").status_code == 302  # the first step alone opens nothing
    later = one_time.code_at(secret, one_time.step_of(MAY) + 1)
    assert browser.post("/sign-in/second-step/", {"code": later}).url == "/approvals/"
    assert browser.get("/account/").status_code == 200


def test_a_code_is_accepted_once(cast):
    with_app(cast.office)
    assert first_step("office").post("/sign-in/second-step/", {"code": code()}).url == "/"
    for watched in (code(), code(-1)):
        answer = first_step("office").post("/sign-in/second-step/", {"code": watched})
        assert "验证码不对" in answer.content.decode()
    assert first_step("office").post("/sign-in/second-step/", {"code": code(1)}).url == "/"


def test_a_recovery_code_gets_in_once(cast):
    codes = with_app(cast.office)
    typed = codes[0].upper().replace("-", " ")
    assert first_step("office").post("/sign-in/second-step/", {"code": typed}).url == "/"
    assert "用备用码登录，还剩9个" in [entry.sentence for entry in timeline_of("user", cast.office.pk)]
    assert "验证码不对" in first_step("office").post("/sign-in/second-step/", {"code": codes[0]}).content.decode()
    digests = RecoveryCode.objects.values_list("digest", flat=True)
    assert not {*codes, *(one_time.typed(each) for each in codes)} & set(digests)


def test_who_guesses_five_times_rests_with_every_code(cast, at_nine):
    with_app(cast.office)
    browser = first_step("office")
    for left in (4, 3, 2, 1):
        assert f"还可以试 {left} 次" in browser.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    assert "30 分钟后再试" in browser.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    elsewhere = first_step("office")
    assert "30 分钟后再试" in elsewhere.post("/sign-in/second-step/", {"code": code()}).content.decode()
    assert Entry.objects.filter(event="FactorRefused").count() == 5
    at_nine.move_to(MAY.replace(minute=31), tick=False)
    now = one_time.code_at(SECRET, one_time.step_of(MAY.replace(minute=31)))
    assert first_step("office").post("/sign-in/second-step/", {"code": now}).url == "/"


def test_the_first_step_is_forgotten_after_ten_minutes_and_by_a_new_password(cast, at_nine):
    with_app(cast.office)
    browser, other = first_step("office"), first_step("office")
    cast.office.refresh_from_db()
    cast.office.set_password("另一个口令-要长一点")
    cast.office.save()
    assert browser.post("/sign-in/second-step/", {"code": code()}).url == "/sign-in/"
    cast.office.set_password(PASSWORD)
    cast.office.save()
    at_nine.move_to(MAY.replace(minute=11), tick=False)
    assert other.get("/sign-in/second-step/").url == "/sign-in/"
    assert Client().get("/sign-in/second-step/").url == "/sign-in/"


def test_an_administrator_without_a_factor_gets_to_its_set_up_and_nowhere_else(cast, secadmin, demanded):
    browser = Client()
    assert browser.post("/sign-in/", {"username": "secadmin", "password": PASSWORD}).url == "/"
    assert browser.get("/system/").url == "/account/factors/"
    assert browser.post("/approvals/").status_code == 403
    waits = browser.put("/api/v1/c/yunxi-2024/visits/x", {}, content_type="application/json")
    assert (waits.status_code, waits.json()["number"]) == (401, "E401-2")
    assert browser.get("/progress/", headers={"HX-Request": "true"}).status_code == 403
    assert "必须有第二重验证" in browser.get("/account/factors/").content.decode()
    assert browser.get("/account/").status_code == 200
    page = browser.get("/account/factors/app/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    browser.post("/account/factors/app/", {"code": one_time.code_at(secret, one_time.step_of(MAY))})
    assert browser.get("/system/").status_code == 200


def test_the_first_sign_in_of_an_administrator_leads_from_the_password_to_the_factor(cast, secadmin, demanded):
    User.objects.filter(pk=secadmin.pk).update(must_change_password=True)
    browser = Client()
    assert browser.post("/sign-in/", {"username": "secadmin", "password": PASSWORD}).url == "/"
    assert browser.get("/").url == "/account/password/?next=%2F"
    assert browser.post("/account/password/?next=/", {"old": PASSWORD, "new": "青山-Shui-47-长流"}).url == "/"
    assert browser.get("/").url == "/account/factors/"
    assert browser.get("/account/factors/app/").status_code == 200


def test_accounts_of_a_demo_and_of_an_emergency_do_without(cast, secadmin, demanded):
    for mark in ({"is_demo": True, "ends_at": None}, {"is_demo": False, "ends_at": MAY.replace(hour=9)}):
        User.objects.filter(pk=secadmin.pk).update(**mark)
        browser = Client()
        browser.force_login(User.objects.get(pk=secadmin.pk))
        assert browser.get("/system/").status_code == 200, mark


def test_a_session_from_before_has_to_prove_the_factor_first(cast, secadmin, demanded):
    """Another window that was signed in by the password alone cannot add a factor of its own."""
    old = Client()
    old.post("/sign-in/", {"username": "secadmin", "password": PASSWORD})
    with_app(secadmin)
    assert old.get("/account/factors/app/").url.startswith("/account/confirmation/")
    assert old.get("/system/").url == "/account/factors/"
    answer = old.post("/account/confirmation/?next=/system/", {"code": code()})
    assert answer.url == "/system/"
    assert old.get("/system/").status_code == 200


def test_others_may_do_without(cast, demanded):
    browser = Client()
    browser.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert browser.get("/approvals/").status_code == 200


def test_changes_ask_for_a_fresh_proof(cast, at_nine):
    browser = Client()
    browser.post("/sign-in/", {"username": "office", "password": PASSWORD})
    at_nine.move_to(MAY.replace(minute=11), tick=False)
    for address in ("/account/factors/app/", "/account/factors/key/"):
        assert browser.get(address).url.startswith("/account/confirmation/?next=")
    wrong = browser.post("/account/confirmation/?next=/account/factors/app/", {"password": "wrong"})
    assert "密码不对" in wrong.content.decode()
    right = browser.post("/account/confirmation/?next=https://elsewhere.test/", {"password": PASSWORD})
    assert right.url == "/"
    assert browser.get("/account/factors/app/").status_code == 200


def test_a_factor_is_removed_after_asking_but_not_the_last_of_an_administrator(cast, secadmin, demanded):
    with_app(cast.office)
    browser = first_step("office")
    browser.post("/sign-in/second-step/", {"code": code()})
    factor = cast.office.factors.get()
    address = f"/account/factors/{factor.pk}/remove/"
    assert "移除" in browser.get(address).content.decode()
    assert browser.post(address).url == "/account/factors/"
    assert not cast.office.factors.exists()
    assert not cast.office.recovery_codes.exists()
    with_app(secadmin)
    with pytest.raises(Invalid, match="必须有第二重验证"):
        remove_factor(by=secadmin, factor=secadmin.factors.get())
    with pytest.raises(Refused):
        remove_factor(by=cast.office, factor=secadmin.factors.get())
    assert secadmin.factors.exists()


def test_new_recovery_codes_replace_the_old(cast):
    old = with_app(cast.office)
    browser = first_step("office")
    browser.post("/sign-in/second-step/", {"code": code()})
    shown = browser.post("/account/factors/codes/renew/", follow=True).content.decode()
    new = re.findall(r"<li[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</li>", shown)
    assert not set(old) & set(new)
    with pytest.raises(Invalid):
        prove_by_code(by=cast.office, code=old[0])
    assert prove_by_code(by=cast.office, code=new[0]) == "recovery"


def test_the_security_administrator_resets_what_was_lost(cast, secadmin, client):
    with_app(cast.office)
    client.force_login(secadmin)
    address = f"/accounts/{cast.office.pk}/factors/"
    assert address in client.get(f"/accounts/{cast.office.pk}/").content.decode()
    lost = first_step("office")
    lost.post("/sign-in/second-step/", {"code": code()})
    assert "请填写" in client.post(address, {"reason": " ", "reset": "1"}).content.decode()
    assert client.post(address, {"reason": "手机丢失，已当面核实", "reset": "1"}).url == address
    assert not cast.office.factors.exists()
    assert lost.get("/account/").url.startswith("/sign-in/")
    entry = Entry.objects.get(event="FactorsReset")
    assert "手机丢失" not in entry.sentence + str(entry.payload)
    assert "没有第二重验证" in client.post(address, {"reason": "再来", "reset": "1"}).content.decode()


def test_nobody_else_resets_and_nobody_ones_own(cast, secadmin, client):
    with_app(cast.office)
    far = cast.outsider
    for user in (cast.office, cast.leader, cast.auditor, far):
        client.force_login(user)
        assert client.post(f"/accounts/{cast.office.pk}/factors/", {"reason": "x"}).status_code == 404
        with pytest.raises(Refused):
            reset_factors(by=user, user=cast.office, reason="x")
    with pytest.raises(Refused):
        reset_factors(by=secadmin, user=secadmin, reason="x")
    with pytest.raises(Refused):
        reset_factors(by=secadmin, user=far, reason="x")
    assert cast.office.factors.exists()


@pytest.mark.parametrize("words", ["", "123", "abcdef", "１２３４５６", "000000"])
def test_a_wrong_first_code_is_explained_and_nothing_is_written(cast, client, words):
    client.force_login(cast.office)
    session = client.session
    session["signin.confirmed"] = int(MAY.timestamp())
    session.save()
    answer = client.post("/account/factors/app/", {"code": words})
    assert answer.status_code == 200
    assert not Factor.objects.exists()


def test_the_page_of_factors_costs_the_same_however_many(cast, client):
    with_app(cast.office)
    client.force_login(cast.office)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert "手机动态口令" in client.get("/account/factors/").content.decode()
        counts.append(len(queries))
        for number in range(5):
            Factor.objects.create(user=cast.office, kind="key", name=f"密钥{number}", secret="x", made_at=MAY)
    assert counts[0] == counts[1]
