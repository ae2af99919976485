"""Signing in, staying out, and one's own password."""

from itertools import pairwise

import pytest
from tests.cast import PASSWORD

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of

pytestmark = pytest.mark.django_db
NEW = "Qing-shan-47-liu"


def test_a_clerk_signs_in_and_out_and_the_journal_says_so(cast, client):
    response = client.post("/sign-in/", {"username": "office", "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert response.url == "/"
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/account/").status_code == 302
    told = timeline_of("user", cast.office.pk)
    assert [entry.sentence for entry in told] == ["登录（密码）", "退出登录"]
    assert not [entry for entry in told if "203.0.113.9" in str(entry.payload)]


def test_a_wrong_password_is_explained_and_says_nothing_of_the_name(cast, client):
    answers = [
        client.post("/sign-in/", {"username": name, "password": "wrong-1-Wrong"}).content.decode()
        for name in ("office", "nobody-has-this-name")
    ]
    assert all("用户名或密码不对" in answer for answer in answers)
    told = [(entry.event, entry.subject_id) for entry in Entry.objects.order_by("pk")]
    assert told == [("SignInFailed", cast.office.pk), ("SignInFailed", 0)]
    assert "nobody-has-this-name" not in str(list(Entry.objects.values("payload", "sentence")))


def test_one_changes_ones_own_password(cast, client):
    client.force_login(cast.office)
    answer = client.post("/account/", {"old": PASSWORD, "new": NEW})
    assert answer.url == "/account/"
    cast.office.refresh_from_db()
    assert cast.office.check_password(NEW)
    assert timeline_of("user", cast.office.pk).get().sentence == "修改了登录密码"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", NEW, "原密码不对"),
        (PASSWORD, "Ab-1", "不足 10 位"),
        (PASSWORD, "1234567890", "不到 3 种"),
        (PASSWORD, "Office-20-shui", "不能含用户名或姓名"),
        (PASSWORD, "周敏-Shui-2047", "不能含用户名或姓名"),
        (PASSWORD, "Passw0rd!123", "太常见"),
        (PASSWORD, "Admin@2024!!", "太常见"),
        (PASSWORD, "1qaz@WSX3edc", "太常见"),
        (PASSWORD, "Ab-1" * 40, "超过 128 位"),
    ],
)
def test_a_bad_new_password_is_explained_and_nothing_is_written(cast, client, old, new, words):
    client.force_login(cast.office)
    assert words in client.post("/account/", {"old": old, "new": new}).content.decode()
    cast.office.refresh_from_db()
    assert cast.office.check_password(PASSWORD)
    assert not Entry.objects.exists()


def test_the_rules_stand_on_the_page_before_anything_is_typed(cast, client, settings):
    settings.PASSWORD_LENGTH = 14
    client.force_login(cast.office)
    page = client.get("/account/").content.decode()
    for words in ("不少于 14 位", "至少有 3 种", "不含用户名和姓名", "不是最近 5 次用过的密码"):
        assert words in page


def test_none_of_the_last_five_passwords_comes_again(cast, client):
    client.force_login(cast.office)
    held = [PASSWORD, *(f"Qing-shan-4{letter}-liu" for letter in "abcde")]
    for old, new in pairwise(held):
        assert client.post("/account/", {"old": old, "new": new}).url == "/account/"
    for used in held[1:]:
        answer = client.post("/account/", {"old": held[-1], "new": used}).content.decode()
        assert "最近用过" in answer
    # The sixth last is free again, as far as its own kind of characters goes.
    client.post("/account/", {"old": held[-1], "new": "Qing-shan-4f-liu"})
    assert client.post("/account/", {"old": "Qing-shan-4f-liu", "new": held[1]}).url == "/account/"
