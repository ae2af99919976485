"""`check --deploy`: every item has a verdict that rests on the running system, and says no where it should."""

import json
from argparse import Namespace

import pytest
import yaml
from django.db import connection

from zhuanban.cli import deploying
from zhuanban.cli.deploying import checklist
from zhuanban.cli.deploying.checklist import Verdict
from zhuanban.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
GROUPS = (
    "身份鉴别", "访问控制", "安全审计", "入侵防范", "恶意代码防范", "可信验证", "数据完整性", "数据保密性",
    "备份恢复", "剩余信息保护", "个人信息保护", "管理中心", "密码应用",
)  # fmt: skip


def told(item: str):
    """(verdict, evidence) of one item."""
    return next((answer.verdict, answer.evidence) for each, answer in deploying.answers() if each.id == item)


def test_every_group_of_the_standard_is_there_and_every_item_has_one_way_to_its_verdict():
    listed = checklist.items()
    assert len({item.id for item in listed}) == len(listed)
    for group in GROUPS:
        assert any(item.id.startswith(group) for item in listed), group


def test_an_unknown_probe_or_two_verdicts_at_once_are_refused(tmp_path, monkeypatch):
    for wrong in ({"probe": "unheard_of"}, {"probe": "passwords", "by_hand": "x"}, {}):
        file = tmp_path / "checklist.yaml"
        file.write_text(yaml.safe_dump([{"id": "x-1", "words": "x", **wrong}]), encoding="utf-8")
        monkeypatch.setattr(checklist, "FILE", file)
        checklist.items.cache_clear()
        with pytest.raises(ValueError, match="x-1"):
            checklist.items()
    monkeypatch.undo()
    checklist.items.cache_clear()


def test_every_item_is_answered_with_evidence_and_the_answer_is_no_while_one_fails(cast, capsys):
    assert deploying.run(Namespace(json=True)) == 1
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(checklist.items())
    assert all(row["evidence"] and row["verdict"] in set(Verdict) for row in rows)
    assert deploying.run(Namespace(json=False)) == 1
    assert f"共 {len(rows)} 项" in capsys.readouterr().out


def test_plain_http_fails_and_tls_passes(settings):
    assert told("身份鉴别-3")[0] is Verdict.FAILS
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 86400 * 365
    assert told("身份鉴别-3") == (Verdict.HOLDS, "HTTPS 已启用，浏览器被告知 365 天内只走 HTTPS，Cookie 只走 HTTPS")


def test_a_missing_administrator_is_named(cast):
    """That one account holds two of them, the database itself refuses (test_roles.py)."""
    verdict, evidence = told("访问控制-4")
    assert verdict is Verdict.FAILS
    assert evidence == "还没有安全保密管理员、系统管理员"


def test_a_journal_without_triggers_is_found():
    assert told("安全审计-3")[0] is Verdict.HOLDS
    with connection.cursor() as cursor:
        table = Entry._meta.db_table
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            dropped = [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
        else:
            dropped = [f"ALTER TABLE {table} DISABLE TRIGGER USER"]
        for statement in dropped:
            cursor.execute(statement)
    assert "journal_entry" in told("安全审计-3")[1]


def test_demo_accounts_fail(cast):
    assert told("访问控制-2")[0] is Verdict.HOLDS
    type(cast.office).objects.filter(pk=cast.office.pk).update(is_demo=True)
    assert told("访问控制-2") == (Verdict.FAILS, "1 个演示账号还能登录")


def test_weak_password_rules_fail(settings):
    settings.PASSWORD_LENGTH = 8
    assert "太松" in told("身份鉴别-1")[1]


def test_an_administrator_without_a_second_factor_fails(cast, settings):
    settings.SECOND_FACTOR_ROLES = ["system_admin", "security_admin", "auditor"]
    assert told("身份鉴别-4")[0] is Verdict.FAILS
    settings.SECOND_FACTOR_ROLES = ["auditor"]
    assert "没有包括三员的每一员" in told("身份鉴别-4")[1]


def test_national_ciphers_are_asked_for_by_settings(settings):
    settings.CIPHER, settings.JOURNAL_HASH = "aes", "sha256"
    assert "ZHUANBAN_CIPHER=sm4" in told("密码应用-4")[1]
    settings.CIPHER, settings.JOURNAL_HASH = "sm4", "sm3"
    assert told("密码应用-4")[0] is Verdict.HOLDS
