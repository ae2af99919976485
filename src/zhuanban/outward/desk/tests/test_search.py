"""The search page: whatever holds the words and the person may see, marked, filtered by the address, newest first."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import RoleAssignment
from zhuanban.ground.search.services import compare_index, follow_journal
from zhuanban.outward.desk.tests.story import MORNING, kinds_in_use, registered
from zhuanban.outward.documents import services as papers
from zhuanban.outward.documents.tests.story import decided, drafted, scored_april
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.services import dispatch_matter


@pytest.fixture
def told(cast):
    """Three matters and the clauses of the action, in the index."""
    with clock.moved_to(MORNING):
        kinds_in_use(cast)
        registered(cast, 1)
        registered(cast, 2, town=1)
        registered(cast, 3)
        compare_index()
        follow_journal()
        yield f"/c/{cast.campaign.slug}/search/"


def seen(client, user, address):
    client.force_login(user)
    page = client.get(address).content.decode()
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r'ds-hit-title.*?<a href="[^"]*">(.*?)</a>', page)]


def test_matters_and_clauses_are_found_newest_first_and_marked(cast, client, told):
    assert seen(client, cast.office, f"{told}?q=垃圾") == [
        "（一）整治环境卫生", "2024-00003 第3处垃圾成堆", "2024-00002 第2处垃圾成堆", "2024-00001 第1处垃圾成堆",
    ]  # fmt: skip
    page = client.get(f"{told}?q=垃圾 成堆").content.decode()
    assert "第3处<mark>垃圾成堆</mark>" in page
    assert "找到 3 条" in page


def test_everybody_finds_only_what_is_theirs(cast, client, told):
    assert seen(client, cast.other_township, f"{told}?q=成堆") == ["2024-00002 第2处垃圾成堆"]
    assert seen(client, cast.water_clerk, f"{told}?q=成堆") == []
    assert seen(client, cast.water_clerk, f"{told}?q=日产日清") == ["（一）整治环境卫生"]
    for stranger in (cast.outsider, cast.auditor):
        client.force_login(stranger)
        assert client.get(f"{told}?q=成堆").status_code == 404
    client.logout()
    assert client.get(told).status_code == 302


def test_a_dispatched_matter_is_found_by_its_new_unit(cast, client, told):
    dispatch_matter(by=cast.office, matter=Matter.objects.get(number="2024-00002"), unit=cast.water)
    follow_journal()
    assert seen(client, cast.water_clerk, f"{told}?q=00002") == ["2024-00002 第2处垃圾成堆"]


def test_filters_stand_in_the_address(cast, client, told):
    asked = {
        "of=clause": ["（一）整治环境卫生"],
        f"town={cast.towns[1].pk}": ["2024-00002 第2处垃圾成堆"],
        "state=matter-closed": [],
        "state=matter-registered&of=matter": 3,
        "since=2024-04-10&until=2024-04-10": 3,
        "until=2024-04-09": 0,
        "of=nonsense&state=nonsense&page=x": 4,
        "page=9": 4,
    }
    for query, expected in asked.items():
        found = seen(client, cast.office, f"{told}?q=垃圾&{query}")
        assert found == expected or len(found) == expected, query


def test_a_draft_is_found_by_insiders_until_it_is_issued(cast, client, told):
    scored_april(cast)
    drafted(cast)
    follow_journal()
    words = f"{told}?q=情况的通报&of=document"
    assert len(seen(client, cast.leader, words)) == 1
    assert seen(client, cast.township, words) == []
    papers.publish_document(by=cast.office, document=decided(cast))
    follow_journal()
    assert len(seen(client, cast.township, words)) == 1
    assert len(seen(client, cast.office, words)) == 2
    assert len(seen(client, cast.office, f"{told}?q=情况的通报&state=document-published")) == 1


def test_what_cannot_be_found_is_explained(cast, client, told):
    client.force_login(cast.office)
    assert "只有一个字母或数字" in client.get(f"{told}?q=7").content.decode()
    assert "请输入汉字" in client.get(f"{told}?q=，。").content.decode()
    assert "输入两个字就可以检索" in client.get(told).content.decode()
    nothing = client.get(f"{told}?q=飞机&of=matter").content.decode()
    assert "没有找到同时写着“飞机”的内容" in nothing
    assert "去掉筛选再找" in nothing


def test_one_chinese_character_finds_what_holds_it(cast, client, told):
    assert len(seen(client, cast.office, f"{told}?q=堆&of=matter")) == 3
    assert seen(client, cast.office, f"{told}?q=号&of=matter") == seen(client, cast.office, f"{told}?q=街&of=matter")


def test_words_of_people_are_shown_as_they_wrote_them(cast, client, told):
    wild = {"title": "<script>alert(1)</script>垃圾", "detail": "a" * 300 + "<b>垃圾</b>"}
    Matter.objects.filter(number="2024-00001").update(**wild)
    compare_index()
    client.force_login(cast.office)
    page = client.get(f"{told}?q=垃圾").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;<mark>垃圾</mark>&lt;/b&gt;" in page
    assert 'value="&lt;img' in client.get(f"{told}?q=<img").content.decode()


def test_who_works_in_two_actions_can_search_both(cast, client, told):
    far = Campaign.objects.get(pk=cast.other_campaign.pk)
    client.force_login(cast.office)
    assert "我的全部专项行动" in client.get(told).content.decode()
    RoleAssignment.objects.filter(user=cast.handler).update(campaign_id=cast.campaign.pk)
    assert "我的全部专项行动" not in client_page(client, cast.handler, told)
    with clock.moved_to(MORNING):
        Matter.objects.filter(number="2024-00003").update(campaign=far)
        compare_index()
    assert len(seen(client, cast.office, f"{told}?q=成堆")) == 2
    assert len(seen(client, cast.office, f"{told}?q=成堆&action=all")) == 3


def client_page(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def test_what_is_gone_since_a_moment_is_not_shown(cast, client, told):
    dispatch_matter(by=cast.office, matter=Matter.objects.get(number="2024-00002"), unit=cast.water)
    follow_journal()
    Matter.objects.get(number="2024-00002").scopes.filter(unit=cast.water).delete()
    assert seen(client, cast.water_clerk, f"{told}?q=00002") == []


def test_pages_turn_and_cost_the_same_however_many(cast, client, told):
    client.force_login(cast.office)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{told}?q=成堆")
    with clock.moved_to(MORNING):
        for number in range(4, 30):
            registered(cast, number)
    follow_journal()
    assert len(seen(client, cast.office, f"{told}?q=成堆")) == 20
    assert seen(client, cast.office, f"{told}?q=成堆&page=2")[-1] == "2024-00001 第1处垃圾成堆"
    with CaptureQueriesContext(connection) as many:
        client.get(f"{told}?q=成堆")
    assert len(many) <= len(few)


def test_more_than_a_thousand_are_said_so(cast, client, told, monkeypatch):
    for place in ("zhuanban.ground.search.selectors.looking_up.MOST", "zhuanban.outward.desk.views.MOST"):
        monkeypatch.setattr(place, 2)
    page = client_page(client, cast.office, f"{told}?q=成堆")
    assert "1,000 条以上" in page
    assert "只列出最新的 1,000 条" in page


def test_the_box_stands_on_every_page_and_has_a_key(cast, client, told):
    page = client_page(client, cast.office, f"/c/{cast.campaign.slug}/matters/")
    assert 'data-focus-key="/"' in page
    assert f'action="{told}"' in page
    assert 'data-focus-key="/"' not in client_page(client, cast.auditor, "/")


def test_programs_find_the_same_in_the_same_order(cast, client, told):
    address = f"/api/v1/c/{cast.campaign.slug}/search"
    client.force_login(cast.office)
    answer = client.get(f"{address}?q=垃圾&limit=2").json()
    assert (answer["count"], answer["is_more"], len(answer["items"])) == (4, False, 2)
    assert answer["items"][1]["title"] == "2024-00003 第3处垃圾成堆"
    assert client.get(answer["items"][1]["address"]).status_code == 200
    assert len(client.get(f"{address}?q=垃圾&of=matter&page=2&limit=2").json()["items"]) == 1
    assert "至少输入两个" in client.get(f"{address}?q=7").json()["message"]
    client.force_login(cast.other_township)
    assert client.get(f"{address}?q=成堆").json()["count"] == 1
    client.force_login(cast.outsider)
    assert client.get(f"{address}?q=成堆").status_code == 404
