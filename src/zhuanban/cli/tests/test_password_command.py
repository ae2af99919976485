"""A forgotten password is set anew on the server, and the journal says so."""

import pytest
from tests.cast import PASSWORD

from zhuanban.cli.__main__ import main
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of

pytestmark = pytest.mark.django_db


def test_the_new_password_opens_the_account(cast, client, capsys):
    assert main(["password", "town1"]) == 0
    password = capsys.readouterr().out.split("新密码：")[1].split()[0]
    assert timeline_of("user", cast.township.pk).get().sentence == "重置了登录密码"
    assert client.post("/sign-in/", {"username": "town1", "password": password}).url == "/"
    assert client.get("/").url == "/account/password/?next=%2F"


def test_an_unknown_name_is_explained_and_nothing_is_written(cast, capsys):
    assert main(["password", "nobody"]) == 2
    assert "没有用户名为“nobody”的账号" in capsys.readouterr().err
    assert not Entry.objects.exists()


def test_a_rest_is_ended_by_a_command(cast, client, capsys):
    assert main(["unlock", "office"]) == 2
    assert "没有被暂停登录" in capsys.readouterr().err
    for _ in range(5):
        client.post("/sign-in/", {"username": "office", "password": "wrong"})
    assert client.post("/sign-in/", {"username": "office", "password": PASSWORD}).status_code == 200
    assert main(["unlock", "office"]) == 0
    assert client.post("/sign-in/", {"username": "office", "password": PASSWORD}).url == "/"
    assert main(["unlock", "nobody"]) == 2
