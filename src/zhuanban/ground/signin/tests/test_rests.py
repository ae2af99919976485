"""Wrong passwords: five bring a rest, the next rest is longer, a name that nobody has is treated the same."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import PASSWORD
from tests.scene import MAY, join

from zhuanban.ground.core.errors import Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.models import Tries
from zhuanban.ground.signin.rules import rest_after
from zhuanban.ground.signin.services import unlock_account

pytestmark = pytest.mark.django_db
FROM, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.5"}, {"REMOTE_ADDR": "203.0.113.77"}


def wrong(client, name="office", times=1, **given):
    """The page after so many wrong passwords."""
    for number in range(times):
        answer = client.post("/sign-in/", {"username": name, "password": f"wrong-{number}"}, **(given or FROM))
    return answer.content.decode()


def right(client, name="office", **given):
    return client.post("/sign-in/", {"username": name, "password": PASSWORD}, **(given or FROM))


def test_after_five_wrong_passwords_even_the_right_one_rests_and_the_page_says_how_long(cast, client):
    with time_machine.travel(MAY, tick=False) as clock:
        assert "用户名或密码不对" in wrong(client, times=4)
        assert "请 30 分钟后再试" in wrong(client)
        clock.shift(timedelta(minutes=12))
        assert "请 18 分钟后再试" in right(client).content.decode()
        clock.shift(timedelta(minutes=18))
        assert right(client).url == "/"
    told = [entry.event for entry in timeline_of("user", cast.office.pk)]
    assert told == ["SignInFailed"] * 5 + ["AccountLocked", "SignedIn"]


def test_a_name_that_nobody_has_rests_in_the_same_words(cast, client):
    with time_machine.travel(MAY, tick=False):
        known, unknown = (wrong(client, name=name, times=5) for name in ("office", "nobody-there"))
    for words in ("请 30 分钟后再试", "连续输错密码"):
        assert words in known
        assert words in unknown
    assert not Tries.objects.filter(name_digest__contains="nobody").exists()
    assert "nobody-there" not in str(list(Entry.objects.values("payload", "sentence")))


def test_a_name_that_nobody_has_costs_a_hash_too(cast, client, monkeypatch):
    hashed = []
    monkeypatch.setattr("django.contrib.auth.models.AbstractBaseUser.set_password", lambda _, raw: hashed.append(raw))
    wrong(client, name="nobody-there")
    assert hashed == ["wrong-0"]


def test_the_next_rest_is_twice_as_long_and_a_quiet_day_makes_it_short_again(cast, client):
    with time_machine.travel(MAY, tick=False) as clock:
        wrong(client, times=5)
        clock.shift(timedelta(minutes=31))
        assert "请 60 分钟后再试" in wrong(client, times=5)
        clock.shift(timedelta(days=2))
        assert "请 30 分钟后再试" in wrong(client, times=5)


def test_a_rest_never_outlasts_a_day():
    hours = [rest_after(count, 30) / timedelta(hours=1) for count in (0, 1, 5, 6, 400)]
    assert hours == [0.5, 1, 16, 24, 24]


def test_who_comes_from_elsewhere_is_not_locked_out_by_others(cast, client):
    wrong(client, times=5)
    assert right(client, **ELSEWHERE).url == "/"


def test_tries_from_everywhere_bring_a_rest_too(cast, client):
    for number in range(20):
        wrong(client, REMOTE_ADDR=f"203.0.113.{number}")
    assert "分钟后再试" in right(client, REMOTE_ADDR="203.0.113.200").content.decode()


def test_tries_that_lie_apart_do_not_add_up(cast, client):
    with time_machine.travel(MAY, tick=False) as clock:
        wrong(client, times=4)
        clock.shift(timedelta(minutes=45))
        assert "用户名或密码不对" in wrong(client)


def test_the_security_administrator_lets_somebody_try_again(cast, client):
    keeper = join(cast, "secadmin", Role.SECURITY_ADMIN)
    wrong(client, times=5)
    client.force_login(keeper)
    assert "暂停登录" in client.get("/accounts/?state=resting").content.decode()
    page = client.get(f"/accounts/{cast.office.pk}/").content.decode()
    assert "解除暂停登录" in page
    assert client.post(f"/accounts/{cast.office.pk}/unlock/").url == f"/accounts/{cast.office.pk}/"
    client.logout()
    assert right(client).url == "/"
    assert "AccountUnlocked" in [entry.event for entry in timeline_of("user", cast.office.pk)]


def test_nobody_else_unlocks_and_nothing_is_written(cast, client):
    wrong(client, times=5)
    before = Entry.objects.count()
    for person in (cast.leader, cast.office_colleague, join(cast, "sysadmin", Role.SYSTEM_ADMIN)):
        with pytest.raises(Refused):
            unlock_account(by=person, user=cast.office)
    assert Entry.objects.count() == before


def test_the_owner_hears_at_the_next_sign_in_of_wrong_passwords_since(cast, client):
    with time_machine.travel(MAY, tick=False) as clock:
        right(client)
        client.post("/sign-out/")
        clock.shift(timedelta(hours=1))
        wrong(client, times=3, **ELSEWHERE)
        clock.shift(timedelta(hours=1))
        right(client)
        assert "此后有 3 次输错密码" in client.get("/account/").content.decode()


def test_the_digest_follows_the_name_whatever_its_letters(cast, client):
    wrong(client, name="office", times=3)
    assert "分钟后再试" in wrong(client, name="OFFICE", times=2)
