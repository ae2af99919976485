"""The life of an account: opened, disabled, enabled, its password reset; by whom, and what is not shown."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import PASSWORD
from tests.scene import MAY, join

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Person, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.services import (
    disable_account,
    disable_demo_accounts,
    enable_account,
    open_account_for,
    reset_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast):
    return join(cast, "sysadmin", Role.SYSTEM_ADMIN)


@pytest.fixture
def desk(keeper, client):
    client.force_login(keeper)
    return client


def shown(desk, answer):
    """The password on the page that shows it once."""
    assert answer.url == "/accounts/password/"
    page = desk.get(answer.url)
    assert "no-store" in page.headers["Cache-Control"]
    assert desk.get("/accounts/password/").url == "/accounts/"
    return page.content.decode().split('<code class="fs-5">')[1].split("<")[0]


def test_an_account_is_opened_for_a_person_and_its_password_shown_once(cast, desk):
    person = Person.objects.create(district=cast.district, name="柳红")
    password = shown(desk, desk.post("/accounts/open/", {"person": person.pk, "username": "liu.hong"}))
    user = User.objects.get(username="liu.hong")
    assert (user.person, user.name, user.must_change_password) == (person, "柳红", True)
    assert Client().post("/sign-in/", {"username": "liu.hong", "password": password}).url == "/"
    assert [entry.event for entry in timeline_of("user", user.pk)] == ["AccountOpened", "SignedIn"]
    assert password not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("username", "words"),
    [("Liu", "小写字母开头"), ("柳红", "小写字母开头"), ("office", "已经有人用了"), ("a", "小写字母开头")],
)
def test_a_name_that_will_not_do_is_explained(cast, desk, username, words):
    person = Person.objects.create(district=cast.district, name="柳红")
    answer = desk.post("/accounts/open/", {"person": person.pk, "username": username})
    assert words in answer.content.decode()
    assert not User.objects.filter(person=person).exists()


def test_one_person_has_one_account_and_of_ones_own_district(cast, keeper):
    far = Person.objects.create(district=cast.far_district, name="远人")
    with pytest.raises(Invalid, match="已经有账号"):
        open_account_for(by=keeper, person=cast.leader.person, username="leader.2")
    with pytest.raises(Refused):
        open_account_for(by=keeper, person=far, username="far.one")


def test_a_reset_password_is_shown_once_and_ends_what_was_open(cast, desk):
    browser = Client()
    browser.post("/sign-in/", {"username": "town1", "password": PASSWORD})
    password = shown(desk, desk.post(f"/accounts/{cast.township.pk}/reset/"))
    assert browser.get("/account/").status_code == 302
    assert browser.post("/sign-in/", {"username": "town1", "password": PASSWORD}).status_code == 200
    assert browser.post("/sign-in/", {"username": "town1", "password": password}).status_code == 302


def test_the_passwords_of_the_administrators_are_set_on_the_server_alone(cast, desk, keeper):
    """Whoever set them could act in their place, and the three would be one."""
    guard = join(cast, "secadmin", Role.SECURITY_ADMIN)
    for user in (cast.auditor, guard):
        with pytest.raises(Refused, match="只能在服务器上"):
            reset_password(by=keeper, user=user)
        assert f"zhuanban password {user.username}" in desk.get(f"/accounts/{user.pk}/").content.decode()


def test_a_disabled_account_opens_nothing_until_it_is_enabled_with_a_new_password(cast, desk):
    page = f"/accounts/{cast.township.pk}/"
    assert desk.post(f"{page}disable/").url == page
    assert "已停用" in desk.get(page).content.decode()
    assert Client().post("/sign-in/", {"username": "town1", "password": PASSWORD}).status_code == 200
    password = shown(desk, desk.post(f"{page}enable/"))
    assert Client().post("/sign-in/", {"username": "town1", "password": PASSWORD}).status_code == 200
    assert Client().post("/sign-in/", {"username": "town1", "password": password}).status_code == 302


def test_the_wrong_state_is_explained(cast, keeper):
    with pytest.raises(Invalid, match="没有停用"):
        enable_account(by=keeper, user=cast.township)
    disable_account(by=keeper, user=cast.township)
    with pytest.raises(Invalid, match="已经停用"):
        disable_account(by=keeper, user=cast.township)
    with pytest.raises(Invalid, match="已停用"):
        reset_password(by=keeper, user=cast.township)
    with pytest.raises(Refused, match="自己"):
        disable_account(by=keeper, user=keeper)


def test_others_are_refused_and_nothing_is_written(cast):
    guard = join(cast, "secadmin", Role.SECURITY_ADMIN)
    for person in (cast.office, cast.leader, cast.auditor, guard):
        for act in (disable_account, reset_password, enable_account):
            with pytest.raises(Refused):
                act(by=person, user=cast.township)
    assert not Entry.objects.exists()


def test_the_day_of_the_last_sign_in_stands_on_the_one_account_alone(cast, desk):
    """For cleaning up, never for comparing people: not in the list, not by unit, not sortable (国办函〔2026〕12号)."""
    with time_machine.travel(MAY, tick=False):
        User.objects.filter(pk=cast.township.pk).update(last_login=MAY)
    assert "从未登录" in desk.get(f"/accounts/{cast.leader.pk}/").content.decode()
    assert "2024-05-06" in desk.get(f"/accounts/{cast.township.pk}/").content.decode()
    page = desk.get("/accounts/").content.decode()
    assert "2024-05-06" not in page
    assert "登录日期" not in page
    assert desk.get("/accounts/?order=last_login").content.decode() != ""


def test_what_nobody_uses_is_proposed_and_not_disabled(cast, desk):
    with time_machine.travel(MAY, tick=False):
        User.objects.update(last_login=MAY - timedelta(days=10), date_joined=MAY - timedelta(days=400))
        User.objects.filter(pk=cast.township.pk).update(last_login=MAY - timedelta(days=181))
        User.objects.filter(pk=cast.leader.pk).update(last_login=None)
        page = Client()
        page.force_login(User.objects.get(username="sysadmin"))
        page = page.get("/accounts/?state=unused").content.decode()
    assert ">town1<" in page
    assert ">leader<" in page
    assert ">office<" not in page
    assert "建议核对后停用" in page
    assert User.objects.get(pk=cast.township.pk).is_active


def test_accounts_are_found_by_name_and_only_of_ones_own_district(cast, desk):
    page = desk.get("/accounts/?q=柳青").content.decode()
    assert ">town1<" in page
    assert ">office<" not in page
    assert "far-office" not in desk.get("/accounts/").content.decode()


def test_the_accounts_of_a_demo_end_with_one_command(cast, client):
    User.objects.filter(pk__in=[cast.office.pk, cast.leader.pk]).update(is_demo=True)
    client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert [user.pk for user in disable_demo_accounts()] == [cast.office.pk, cast.leader.pk]
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-in/", {"username": "office", "password": PASSWORD}).status_code == 200
    assert disable_demo_accounts() == []
