"""The phone pages: what they hand to the script, whom they let in, and what they cost."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.files.models import Photo
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.tests.phone import Phone, finished, picture


def data_of(page: str) -> Any:
    """What the page hands to its script."""
    found = re.search(r'<script id="phone-page" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_report_page_offers_kinds_townships_and_places(phone, town, client):
    photo = picture(50)
    phone.part(photo)
    phone.send(phone.body([photo]))
    page = phone.client.get("/c/yunxi-2024/m/").content.decode()
    data = data_of(page)
    groups = {group["name"]: [kind["name"] for kind in group["kinds"]] for group in data["groups"]}
    assert "暴露垃圾" in groups["环境卫生"]
    assert [town["name"] for town in data["townships"]] == ["柳河镇", "白塔镇", "东岗街道"]
    assert [(place["name"], place["longitude"]) for place in data["places"]] == [("中心大街东首", 116.11874)]
    assert (data["owner"], data["homeTownship"], len(data["version"])) == ("inspector", "", 12)
    client.force_login(town.township)
    own = data_of(client.get("/c/yunxi-2024/m/").content.decode())
    assert own["homeTownship"] == str(town.towns[0].uid)
    assert [unit["name"] for unit in own["townships"]] == ["柳河镇"]


def test_the_report_page_costs_the_same_however_many_matters(phone):
    costs = []
    for count in (2, 12):
        for number in range(count):
            photo = picture(60)
            phone.part(photo)
            phone.send(phone.body([photo], place=f"地点{number}"))
        with CaptureQueriesContext(connection) as queries:
            data = data_of(phone.client.get("/c/yunxi-2024/m/").content.decode())
        assert len(data["places"]) == count
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


def test_only_fields_that_must_be_asked_are_asked(phone):
    data = data_of(phone.client.get("/c/yunxi-2024/m/").content.decode())
    fields = [field for group in data["groups"] for kind in group["kinds"] for field in kind["fields"]]
    assert fields
    assert all(field["why"] for field in fields)
    assert "执法案号" not in {field["name"] for field in fields}


def test_nothing_on_the_page_is_inline(phone):
    for address in ("", "tasks/", "visits/"):
        page = phone.client.get(f"/c/yunxi-2024/m/{address}").content.decode()
        scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page)
        assert [tag for tag in scripts if "application/json" not in tag] == []
        assert 'style="' not in page


def test_the_worker_has_the_phone_pages_as_scope_and_names_every_file_they_need(phone):
    response = phone.client.get("/c/yunxi-2024/m/sw.js")
    script = response.content.decode()
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert 'const SCOPE = "/c/yunxi-2024/m/";' in script
    files = json.loads(re.findall(r"const FILES = (\[.*?\]);", script)[0])
    for address in ("", "tasks/"):
        page = phone.client.get(f"/c/yunxi-2024/m/{address}").content.decode()
        assert set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)) <= set(files)


def test_today_lists_what_this_person_may_verify(phone, town):
    matter = finished(town)
    page = phone.client.get("/c/yunxi-2024/m/tasks/").content.decode()
    assert matter.number in page
    assert f"/c/yunxi-2024/m/verify/{matter.uid}/" in data_of(page)["keep"]
    assert (
        "没有等您核查的事项" in phone.client.get(f"/c/yunxi-2024/m/tasks/?township={town.towns[1].pk}").content.decode()
    )
    assert matter.number in phone.client.get("/c/yunxi-2024/m/tasks/?township=乱写").content.decode()
    handler = Phone(town, town.handler)
    assert matter.number not in handler.client.get("/c/yunxi-2024/m/tasks/").content.decode()


def test_today_costs_the_same_however_long(phone, town, django_assert_max_num_queries):
    matter = finished(town)
    for number in range(12):
        Matter.objects.create(
            **{name: getattr(matter, name) for name in COPIED}, number=f"2024-9{number:03}", title=f"事项{number}"
        )
    with django_assert_max_num_queries(13):
        assert "事项11" in phone.client.get("/c/yunxi-2024/m/tasks/").content.decode()


COPIED = (
    *("campaign", "kind", "clause", "township", "handler", "profile", "source", "place", "state"),
    *("happened_at", "entered_at", "filed_by"),
)


def test_the_verification_page_shows_before_and_after(phone, town):
    matter = finished(town)
    page = phone.client.get(f"/c/yunxi-2024/m/verify/{matter.uid}/").content.decode()
    assert "已清运" in page
    assert page.count(f"/files/photos/{Photo.objects.get().uid}/copy/") == 2
    assert data_of(page)["matter"] == {
        "uid": str(matter.uid),
        "title": matter.title,
        "base": "done-0",
        "photoRequired": True,
        "photoReason": "现场状况只能由照片说明",
    }


def test_a_matter_in_another_state_says_so(phone):
    photo = picture(51)
    phone.part(photo)
    uid = phone.send(phone.body([photo])).json()["matter_uid"]
    page = phone.client.get(f"/c/yunxi-2024/m/verify/{uid}/").content.decode()
    assert "这件事项现在是“待交办”，不用核查。" in page


@pytest.mark.parametrize("address", ["", "tasks/", "sw.js"])
def test_who_does_not_visit_is_refused(town, client, address):
    client.force_login(town.leader)
    assert client.get(f"/c/yunxi-2024/m/{address}").status_code == 403
    client.force_login(town.outsider)
    assert client.get(f"/c/yunxi-2024/m/{address}").status_code == 404
    client.logout()
    assert client.get(f"/c/yunxi-2024/m/{address}").status_code == 302


def test_without_script_the_page_says_what_to_do(phone):
    assert "要用浏览器的脚本（JavaScript）" in phone.client.get("/c/yunxi-2024/m/").content.decode()
