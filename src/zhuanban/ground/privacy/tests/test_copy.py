"""Everybody may have a copy of what is held on oneself; on request the security administrator takes it for somebody."""

import io
import json
import zipfile

import pytest

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import set_phone
from zhuanban.ground.privacy.tests.test_reveal import browser_of, watcher

NUMBER = "13912340007"


def opened(response) -> tuple[dict, str]:
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return json.loads(archive.read("个人信息副本.json")), archive.read("个人信息副本.html").decode()


def test_a_person_downloads_what_is_held(cast):
    set_phone(by=cast.handler, person=cast.handler.person, phone=NUMBER)
    browser = browser_of(cast.handler)
    data, page = opened(browser.post("/privacy/copy/"))
    assert data["account"] == "bureau"
    titles = {part["title"]: part["rows"] for part in data["sections"]}
    assert {"项目": "工作电话", "内容": NUMBER} in titles["账号"]
    assert titles["任职"][0]["单位"] == "区综合行政执法局"
    assert titles["角色"][0]["角色"] == "部门"
    assert NUMBER in page
    entry = Entry.objects.get(event="PersonCopied")
    assert (entry.by_id, entry.payload["user_id"]) == (cast.handler.pk, cast.handler.pk)


def test_the_page_tells_whom_to_ask_and_takes_the_own_phone(cast):
    security = watcher(cast, Role.SECURITY_ADMIN)
    browser = browser_of(cast.handler)
    assert security.name in browser.get("/privacy/").content.decode()
    assert browser.post("/privacy/", {"phone": NUMBER}).status_code == 302
    page = browser.get("/privacy/").content.decode()
    assert "139****0007" in page
    assert NUMBER not in page
    assert browser.post("/privacy/", {"phone": "12"}).status_code == 422


def test_the_security_administrator_takes_a_copy_with_a_reason(cast):
    security = browser_of(watcher(cast, Role.SECURITY_ADMIN))
    sent = {"account": cast.handler.pk, "reason": "本人书面申请，2024年5月6日"}
    data, _ = opened(security.post("/privacy/copies/", sent))
    assert data["account"] == "bureau"
    entry = Entry.objects.get(event="PersonCopied")
    assert "书面申请" not in f"{entry.payload}{entry.sentence}"
    assert security.post("/privacy/copies/", {**sent, "reason": ""}).status_code == 422
    assert security.post("/privacy/copies/", {**sent, "account": cast.outsider.pk}).status_code == 422


@pytest.mark.parametrize("who", ["office", "leader", "auditor", "outsider"])
def test_nobody_else_takes_copies_of_others(cast, who):
    response = browser_of(cast.people[who]).post("/privacy/copies/", {"account": cast.handler.pk, "reason": "想看一看"})
    assert response.status_code == 404
    assert not Entry.objects.filter(event="PersonCopied").exists()
