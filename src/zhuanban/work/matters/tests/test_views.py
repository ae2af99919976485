"""Ledgers as views of one table: the lists add up, an address holds everything, views are kept, shared and removed."""

import csv
import io
import re

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters import services
from zhuanban.work.matters.models import SavedView
from zhuanban.work.matters.services.keep_views import save_view
from zhuanban.work.matters.tests.story import closed, done, handling, registered


@pytest.fixture
def ledger(cast, morning):
    """Five matters: cases in several states, one sent back, one of a ledger kind in 柳河镇."""
    registered(cast, title="待交办的垃圾")
    handling(cast, place="集市", title="办理中的垃圾", town=1)
    closed(cast, place="车站", title="销号的垃圾")
    again = done(cast, place="学校", title="返工的垃圾")
    services.send_back_matter(by=cast.inspector, matter=again, reason="仍有残留")
    registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage, title="补装路灯", place="北街")
    return f"/c/{cast.campaign.slug}/matters/"


def total_on(client, address):
    page = client.get(address).content.decode()
    return int(re.search(r"共 ([\d,]+) 件", page)[1].replace(",", ""))


def lines_of(client, address):
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_lists_are_views_of_one_table_and_add_up(cast, client, ledger):
    client.force_login(cast.office)
    views = ("", "problem", "task", "duty", "progress", "mend")
    totals = {view: total_on(client, f"{ledger}?view={view}") for view in views}
    assert totals[""] == totals["problem"] + totals["task"] == 5
    assert totals == {"": 5, "problem": 4, "task": 1, "duty": 3, "progress": 1, "mend": 3}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("axis=净化", 4), ("source=survey", 5), ("source=patrol", 0), ("place=北街", 1), ("place=街", 0), ("axis=x", 5),
        ("planned=9999-12", 5), ("ended=0001-01", 5),
    ],
)
def test_a_ledger_is_narrowed_by_aim_source_and_place(cast, client, ledger, query, count):
    client.force_login(cast.office)
    assert total_on(client, f"{ledger}?{query}") == count
    assert len(lines_of(client, f"{ledger}export/?{query}")) == count + 1


def test_a_ledger_is_narrowed_by_the_phase_under_which_its_clauses_stand(cast, client, ledger):
    client.force_login(cast.office)
    for phase in cast.campaign.phases.all():
        found = total_on(client, f"{ledger}?phase={phase.pk}")
        assert found == len(lines_of(client, f"{ledger}export/?phase={phase.pk}")) - 1


@pytest.mark.parametrize("by", ["township", "clause", "kind", "phase", "axis", "source", "place"])
def test_every_number_of_the_catalogue_is_the_length_of_the_list_it_opens(cast, client, ledger, by):
    for who in (cast.office, cast.township):
        client.force_login(who)
        page = client.get(f"{ledger}views/?by={by}").content.decode()
        cells = re.findall(r'<td class="num"><a href="([^"]+)"[^>]*>([\d,]+)</a>', page)
        assert cells or by == "phase"
        for address, number in cells:
            assert total_on(client, address.replace("&amp;", "&")) == int(number), address


def test_the_order_by_limit_counts_what_it_shows(cast, client, ledger):
    client.force_login(cast.office)
    assert total_on(client, f"{ledger}?sort=due") == len(lines_of(client, f"{ledger}export/?sort=due")) - 1
    assert total_on(client, f"{ledger}?sort=due&state=open") < 5


def test_chosen_columns_stand_in_their_order_on_the_page_and_in_the_file(cast, client, ledger):
    client.force_login(cast.office)
    answer = client.get(
        f"{ledger}columns/?view=problem&col=title&at-title=2&col=number&at-number=1&col=standard&at-standard=&cols_go=1"
    )
    assert answer.url == f"{ledger}?view=problem&cols=number%2Ctitle%2Cstandard"
    page = client.get(answer.url).content.decode()
    headings = re.findall(r'<th scope="col"[^>]*>(?:<input [^>]*> )?(?:<a [^>]*>)?([^<]+)', page)
    assert headings == ["编号", "事项", "销号标准"]
    heading, *lines = lines_of(client, answer.url.replace("/matters/?", "/matters/export/?"))
    assert heading == headings
    assert len(lines) == 4
    assert all(line[0] in page and line[1] in page for line in lines)


def test_the_fields_of_a_kind_are_columns_where_it_alone_is_chosen(cast, client, ledger):
    client.force_login(cast.office)
    page = client.get(f"{ledger}columns/?kind=exposed-rubbish").content.decode()
    codes = re.findall(r'value="(f-[^"]+)"', page)
    assert codes
    assert not re.findall(r'value="(f-[^"]+)"', client.get(f"{ledger}columns/").content.decode())
    address = f"{ledger}?kind=exposed-rubbish&cols=number,{codes[0]},nonsense"
    assert client.get(address).content.decode().count('<th scope="col"') == 2


def test_a_ledger_is_read_in_every_order(cast, client, ledger):
    client.force_login(cast.office)
    for order in ("planned", "old", "town", "kind", "handler", "place", "nonsense"):
        assert total_on(client, f"{ledger}?sort={order}") == 5
    first = lines_of(client, f"{ledger}export/?sort=old")[1]
    assert first[0] == "2024-00001"
    client.force_login(cast.township)
    assert total_on(client, f"{ledger}?sort=town") == 4


def test_a_view_is_kept_opened_first_renamed_removed_and_taken_back(cast, client, ledger):
    client.force_login(cast.township)
    answer = client.post(f"{ledger}views/save/", {"title": " 我的 在办 ", "query": "state=open&page=3&q="}, follow=True)
    view = SavedView.objects.get(title="我的 在办")
    assert view.query == "state=open"
    assert answer.redirect_chain[-1][0] == f"{ledger}?state=open"
    change = f"{ledger}views/{view.uid}/"
    assert client.get(ledger).status_code == 200
    client.post(f"{change}first/")
    assert client.get(ledger).url == f"{ledger}?state=open"
    assert client.get(f"{ledger}?all=1").status_code == 200
    client.post(f"{change}rename/", {"title": "在办的"})
    assert "在办的" in client.get(f"{ledger}views/").content.decode()
    client.post(f"{change}remove/")
    page = client.get(f"{ledger}views/").content.decode()
    assert "最近删除" in page
    assert client.get(change).url == f"{ledger}views/"
    assert client.get(ledger).status_code == 200
    client.post(f"{change}restore/")
    assert client.get(change).url == f"{ledger}?state=open"
    client.post(f"{change}plain/")
    assert client.get(ledger).status_code == 200
    told = Entry.objects.filter(event="LedgerViewChanged").order_by("pk").values_list("sentence", flat=True)
    done = "保存 设为默认的 改名 删除 恢复 不再默认打开"
    assert [line.removesuffix("台账视图") for line in told] == done.split()


def test_the_office_shares_a_view_and_each_sees_in_it_what_concerns_him(cast, client, ledger):
    client.force_login(cast.office)
    client.post(f"{ledger}views/save/", {"title": "红黄灯", "query": "state=open", "is_shared": "on"})
    view = SavedView.objects.get(title="红黄灯")
    assert view.is_shared
    address = f"{ledger}views/{view.uid}/"
    client.force_login(cast.other_township)
    assert client.get(address).url == f"{ledger}?state=open"
    assert total_on(client, f"{ledger}?state=open") == 1
    assert client.post(f"{address}remove/").status_code == 403
    assert client.post(f"{address}unshare/").status_code == 403
    client.force_login(cast.office_colleague)
    client.post(f"{address}unshare/")
    client.force_login(cast.other_township)
    assert client.get(address).status_code == 404


def test_what_is_wrong_with_a_view_is_said(cast, client, ledger):
    client.force_login(cast.township)
    save = f"{ledger}views/save/"
    assert "请填写" in client.post(save, {"title": "", "query": "state=open"}).content.decode()
    client.post(save, {"title": "甲", "query": "state=open", "is_shared": "on"})
    view = SavedView.objects.get(title="甲")
    assert not view.is_shared  # a township has nothing to share
    client.post(save, {"title": "甲", "query": "light=red"})
    assert SavedView.objects.get(title="甲").query == "light=red"
    client.post(save, {"title": "乙", "query": "light=red"})
    answer = client.post(f"{ledger}views/{view.uid}/rename/", {"title": "乙"})
    assert answer.status_code == 422
    assert "已经有一个视图叫“乙”" in answer.content.decode()
    assert client.post(f"{ledger}views/{view.uid}/explode/").status_code == 404


def test_another_persons_view_and_another_action_stay_closed(cast, client, ledger):
    view = save_view(by=cast.township, campaign=cast.campaign, title="甲", query="state=open")
    for stranger in (cast.other_township, cast.office, cast.outsider):
        client.force_login(stranger)
        assert client.get(f"{ledger}views/{view.uid}/").status_code == 404
        assert client.post(f"{ledger}views/{view.uid}/remove/").status_code == 404
    client.force_login(cast.outsider)
    assert client.post(f"{ledger}views/save/", {"title": "乙", "query": ""}).status_code == 404
    assert SavedView.objects.get().removed_at is None


def test_the_plain_list_asks_for_a_default_view_once_a_session(cast, client, ledger, django_assert_max_num_queries):
    client.force_login(cast.office)
    with clock.moved_to(clock.now()):
        client.get(ledger)
        with django_assert_max_num_queries(25) as asked:
            client.get(ledger)
    assert not [query for query in asked.captured_queries if "defaultview" in query["sql"]]
