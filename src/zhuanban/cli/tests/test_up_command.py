"""`up` with a notice that cannot be used says so and leaves no trace; whose accounts it opens."""

import argparse
import os
import subprocess
import sys

import pytest

from zhuanban.cli.__main__ import main
from zhuanban.cli.accounts import open_demo_accounts, open_first_accounts
from zhuanban.cli.setting_up import EXAMPLE, is_safe_for_demo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.services import load_notice


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "空"),
        ("假.docx", b"PK\x03\x04 this is no archive", "docx"),
        ("密.txt", "秘密★1年\n\n关于印发方案的通知\n\n一、总体要求\n".encode(), "秘密"),
    ],
)
def test_a_wrong_notice_is_refused_before_anything_is_made(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    data = tmp_path / "data"
    environment = {**os.environ, "ZHUANBAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    environment.pop("ZHUANBAN_SECRET_KEY", None)
    command = [sys.executable, "-m", "zhuanban.cli", "up", str(tmp_path / name)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (data / "zhuanban.sqlite3").exists()


@pytest.mark.parametrize("wish", ["--demo", "--demo-accounts"])
def test_accounts_of_a_demo_are_for_this_machine_alone(tmp_path, wish):
    data = tmp_path / "data"
    environment = {**os.environ, "ZHUANBAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    command = [sys.executable, "-m", "zhuanban.cli", "up", wish, "--host", "203.0.113.5"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "演示账号只供本机试用" in done.stderr
    assert not (data / "zhuanban.sqlite3").exists()


@pytest.mark.django_db
def test_an_installation_that_still_has_accounts_of_a_demo_is_not_opened_to_others(cast):
    def safe(host, *, force=False):
        return is_safe_for_demo(argparse.Namespace(host=host, force=force))

    assert safe("203.0.113.5")
    User.objects.filter(pk=cast.office.pk).update(is_demo=True)
    assert not safe("203.0.113.5")
    assert safe("203.0.113.5", force=True)
    assert all(map(safe, ("", "localhost", "127.0.0.1", "::1")))
    assert main(["demo", "--remove-accounts"]) == 0
    assert safe("203.0.113.5")


@pytest.mark.django_db
def test_without_a_demo_only_those_get_an_account_without_whom_nobody_can_begin(db):
    campaign = load_notice(by=None, content=EXAMPLE.read_bytes(), name="notice.txt")
    made = open_first_accounts(campaign)
    assert {account.username for account in made} == {"office", "sysadmin", "secadmin", "auditor"}
    assert open_first_accounts(campaign) == []
    users = User.objects.all()
    assert {(user.must_change_password, user.is_demo) for user in users} == {(True, False)}
    demo = open_demo_accounts(campaign)
    assert len(demo) > 20
    assert User.objects.filter(is_demo=True, must_change_password=False).count() == len(demo)
