"""Signing in, staying out, and one's own password."""

import pytest
from tests.cast import PASSWORD

from zhuanban.ground.journal.selectors import timeline_of

pytestmark = pytest.mark.django_db


def test_a_clerk_signs_in_and_out(cast, client):
    response = client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert response.url == "/"
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/account/").status_code == 302


def test_a_wrong_password_is_explained(cast, client):
    response = client.post("/sign-in/", {"username": "office", "password": "wrong"})
    assert "用户名或密码不对" in response.content.decode()


def test_five_wrong_passwords_bring_a_rest(cast, client, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        response = client.post("/sign-in/", {"username": "office", "password": "wrong"})
    assert response.status_code == 429
    assert "30 分钟" in response.content.decode()
    assert client.post("/sign-in/", {"username": "office", "password": PASSWORD}).status_code == 429


def test_one_changes_ones_own_password(cast, client):
    client.force_login(cast.office)
    answer = client.post("/account/", {"old": PASSWORD, "new": "另一个口令-要长一点"})
    assert answer.url == "/account/"
    cast.office.refresh_from_db()
    assert cast.office.check_password("另一个口令-要长一点")
    assert timeline_of("user", cast.office.pk).get().sentence == "修改了登录密码"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", "另一个口令-要长一点", "原密码不对"),
        (PASSWORD, "短", "不足 10 位"),
        (PASSWORD, "1234567890", "不能全是数字"),
    ],
)
def test_a_bad_new_password_is_explained_and_nothing_is_written(cast, client, old, new, words):
    client.force_login(cast.office)
    assert words in client.post("/account/", {"old": old, "new": new}).content.decode()
    cast.office.refresh_from_db()
    assert cast.office.check_password(PASSWORD)
