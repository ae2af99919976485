"""An account for an emergency: opened on the server with a reason, for some hours, seen by those who watch."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import PASSWORD
from tests.scene import MAY, join

from zhuanban.cli.__main__ import main
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.models import Entry, Private
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.handlers import end_emergencies
from zhuanban.ground.signin.services import open_emergency

pytestmark = pytest.mark.django_db
OPEN = ["emergency", "open", "--district", "云溪区", "--reason", "统一身份认证中断，柳青无法登录"]


def opened(capsys, *more):
    """User name and password as the command prints them."""
    assert main([*OPEN, *more]) == 0
    lines = dict(line.split("：", 1) for line in capsys.readouterr().out.splitlines() if "：" in line)
    return lines["应急账号"], lines["密码"]


def entered(username, password):
    browser = Client()
    return browser, browser.post("/sign-in/", {"username": username, "password": password})


def test_it_opens_an_administrators_desk_also_where_everybody_comes_by_the_sign_on(cast, capsys, settings):
    settings.LOCAL_SIGNIN = False
    settings.SECOND_FACTOR_ROLES = ["system_admin"]
    username, password = opened(capsys)
    browser, answer = entered(username, password)
    assert answer.url == "/"
    assert browser.get("/accounts/").status_code == 200
    assert browser.get("/c/yunxi-2024/matters/").status_code == 404
    assert entered("office", PASSWORD)[1].status_code == 200
    assert "只供应急账号使用" in Client().get("/sign-in/").content.decode()


def test_the_reason_and_every_act_are_recorded(cast, capsys):
    username, password = opened(capsys)
    user = User.objects.get(username=username)
    browser, _ = entered(username, password)
    browser.post(f"/accounts/{cast.township.pk}/disable/")
    told = [entry.event for entry in timeline_of("user", user.pk)]
    assert told == ["RoleGiven", "EmergencyOpened", "SignedIn"]
    entry = Entry.objects.get(event="EmergencyOpened")
    assert "柳青" not in f"{entry.sentence}{entry.payload}"
    assert Private.objects.filter(entry=entry).exists()
    assert Entry.objects.get(event="SignedIn").payload["is_emergency"]
    act = Entry.objects.get(event="AccountDisabled")
    assert act.by.name == "应急账号（系统管理员）"
    assert password not in str(list(Entry.objects.values()))


def test_it_ends_by_itself_and_what_is_open_ends_with_it(cast, capsys):
    with time_machine.travel(MAY, tick=False) as clock:
        username, password = opened(capsys, "--hours", "2")
        browser, _ = entered(username, password)
        clock.shift(timedelta(minutes=119))
        assert browser.get("/accounts/").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert "ended=emergency" in browser.get("/accounts/").url
        assert entered(username, password)[1].status_code == 200
        end_emergencies()
        end_emergencies()
    user = User.objects.get(username=username)
    assert not user.is_active
    assert not user.role_assignments.filter(ends_on=None).exists()
    assert Entry.objects.filter(event="EmergencyClosed").count() == 1


def test_it_is_closed_by_a_command(cast, capsys):
    username, password = opened(capsys, "--role", "audit")
    browser, _ = entered(username, password)
    assert main(["emergency", "close", username]) == 0
    assert username in capsys.readouterr().out
    assert browser.get("/").status_code == 302
    assert entered(username, password)[1].status_code == 200
    assert main(["emergency", "close", username]) == 2
    assert main(["emergency", "close"]) == 0
    assert "没有开着的" in capsys.readouterr().out


def test_security_and_audit_see_it_on_their_desk_as_long_as_it_is_open(cast, capsys, client):
    guard = join(cast, "secadmin", Role.SECURITY_ADMIN)
    keeper = join(cast, "sysadmin", Role.SYSTEM_ADMIN)
    username, _ = opened(capsys)
    for person, sees in ((guard, True), (cast.auditor, True), (keeper, False)):
        client.force_login(person)
        assert ("有应急账号开着" in client.get("/").content.decode()) == sees
    client.force_login(guard)
    assert username in client.get("/").content.decode()
    main(["emergency", "close"])
    assert "有应急账号开着" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"role": Role.OFFICE_DIRECTOR}, "不能办业务"),
        ({"role": Role.LEADER}, "不能办业务"),
        ({"reason": "  "}, "写明原因"),
        ({"hours": 0}, "最多 24 小时"),
        ({"hours": 25}, "最多 24 小时"),
    ],
)
def test_what_it_may_not_be_is_explained_and_nothing_is_written(cast, given, words):
    wanted = {"district": cast.district, "role": Role.SYSTEM_ADMIN, "reason": "演练", "hours": 4} | given
    with pytest.raises(Invalid, match=words):
        open_emergency(**wanted)
    assert not User.objects.exclude(ends_at=None).exists()
    assert not Entry.objects.exists()


def test_a_district_has_to_be_named_where_there_are_several(cast, capsys):
    assert main(["emergency", "open", "--reason", "演练"]) == 2
    assert "--district" in capsys.readouterr().err


def test_its_password_is_not_reset_but_another_account_opened(cast, capsys):
    username, _ = opened(capsys)
    assert main(["password", username]) == 2
    assert "不能重置密码" in capsys.readouterr().err
