"""The ledger: filters, lists, figures that match, and the same list as a file."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core import clock
from zhuanban.ground.search.services import follow_journal
from zhuanban.work.matters import services
from zhuanban.work.matters.rules.wording import end_words
from zhuanban.work.matters.tests.story import a_photo, closed, done, handling, registered


@pytest.fixture
def ledger(cast, morning):
    """Seven matters in all states; two days later, when what is in hand is overdue."""
    registered(cast, title="待交办的垃圾")
    handling(cast, place="集市", title="办理中的垃圾", town=1)
    done(cast, place="村口", title="待核查的垃圾")
    closed(cast, place="车站", title="销号的垃圾")
    again = done(cast, place="学校", title="返工的垃圾")
    services.send_back_matter(by=cast.inspector, matter=again, reason="仍有残留")
    registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage, title="补装路灯")
    services.void_matter(by=cast.office, matter=registered(cast, place="医院", title="作废的"), reason="重复")
    follow_journal()
    later = morning + timedelta(days=2)
    with clock.moved_to(later):
        services.move_lights()
        yield f"/c/{cast.campaign.slug}/matters/"


def shown(page):
    return re.findall(r'<td class="mono" data-name="编号">.*?>(2024-\d+)</a>', page)


def figures_on(page):
    return [int(number) for number in re.findall(r"<strong[^>]*>(\d+)</strong>", page)]


def links_on(page):
    return [link.replace("&amp;", "&") for link in re.findall(r'<a class="zb-figure" href="([^"]*)"', page)]


@pytest.mark.parametrize("query", ["", "?profile=case", "?view=problem", "?view=task", "?q=垃圾", "?light=red"])
def test_each_figure_is_the_length_of_the_list_it_opens(cast, client, ledger, query):
    client.force_login(cast.office)
    page = client.get(ledger + query).content.decode()
    for number, link in zip(figures_on(page), links_on(page), strict=True):
        assert len(shown(client.get(ledger + link).content.decode())) == number, link


def test_the_list_says_what_is_left_and_what_is_late(cast, client, ledger):
    client.force_login(cast.office)
    page = client.get(ledger).content.decode()
    assert figures_on(page) == [6, 1, 5, 2, 1]
    assert "逾期1天" in page
    assert "剩" in page
    assert "已逾期" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?state=closed", 1),
        ("?state=open", 5),
        ("?state=void", 1),
        ("?light=red", 2),
        ("?rework=1", 1),
        ("?view=problem", 5),
        ("?view=task", 1),
        ("?view=duty", 4),
        ("?kind=other-undertaking", 1),
        ("?q=路灯", 1),
        ("?q=2024-00002", 1),
        ("?since=2024-04-11", 0),
        ("?until=2024-04-10", 6),
        ("?until=30 April", 6),
        ("?state=nonsense&page=99", 6),
    ],
)
def test_filters_narrow_the_list_and_nonsense_narrows_nothing(cast, client, ledger, query, count):
    client.force_login(cast.office)
    assert len(shown(client.get(ledger + query).content.decode())) == count


def test_filters_by_township_and_clause(cast, client, ledger):
    client.force_login(cast.office)
    assert len(shown(client.get(f"{ledger}?township={cast.towns[1].pk}").content.decode())) == 1
    assert len(shown(client.get(f"{ledger}?clause={cast.sewage.pk}").content.decode())) == 1
    assert len(shown(client.get(f"{ledger}?handler={cast.bureau.pk}").content.decode())) == 4


@pytest.mark.parametrize("query", ["", "?view=duty", "?state=open&light=red", "?q=垃圾"])
def test_the_file_holds_exactly_the_list(cast, client, ledger, query):
    client.force_login(cast.office)
    numbers = shown(client.get(ledger + query).content.decode())
    answer = client.get(f"{ledger}export/{query}")
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff编号,")
    assert [row["\ufeff编号"] for row in csv.DictReader(io.StringIO(text))] == numbers
    assert "attachment" in answer["Content-Disposition"]


def test_a_limit_that_ends_with_a_day_names_that_day():
    assert end_words(datetime(2024, 12, 23, 16, 0, tzinfo=UTC)) == "2024-12-23"
    assert end_words(datetime(2024, 12, 23, 6, 30, tzinfo=UTC)) == "2024-12-23 14:30"
    assert end_words(None) == ""


def test_a_cell_that_a_spreadsheet_would_compute_is_disarmed(cast, client, morning):
    registered(cast, title="=HYPERLINK(1)")
    client.force_login(cast.office)
    text = b"".join(client.get(f"/c/{cast.campaign.slug}/matters/export/").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text


def test_a_unit_sees_and_counts_only_what_concerns_it(cast, client, ledger):
    client.force_login(cast.other_township)
    page = client.get(ledger).content.decode()
    assert shown(page) == ["2024-00002"]
    assert figures_on(page) == [1, 0, 1, 1, 0]
    client.force_login(cast.outsider)
    assert client.get(ledger).status_code == 404
    assert client.get(f"{ledger}export/").status_code == 404
    client.logout()
    assert client.get(ledger).status_code == 302


def test_an_empty_list_says_what_to_do_next(cast, client, morning):
    client.force_login(cast.township)
    page = client.get(f"/c/{cast.campaign.slug}/matters/").content.decode()
    assert "登记第一件" in page
    client.force_login(cast.leader)
    assert "还没有您能看到的事项" in client.get(f"/c/{cast.campaign.slug}/matters/").content.decode()
    assert "没有符合条件的事项" in client.get(f"/c/{cast.campaign.slug}/matters/?q=无").content.decode()


def test_the_way_back_keeps_the_filter_and_pages_turn(cast, client, morning):
    matters = [registered(cast, place=f"第{place}村", photos=[a_photo(cast)]) for place in range(51)]
    follow_journal()
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/?q=村").content.decode()
    assert len(shown(page)) == 50
    assert "第 1 / 2 页" in page
    assert len(shown(client.get(f"/c/{cast.campaign.slug}/matters/?q=村&page=2").content.decode())) == 1
    detail = client.get(f"/c/{cast.campaign.slug}/matters/{matters[0].uid}/").content.decode()
    assert "?q=%E6%9D%91&amp;page=2" in detail


def test_the_list_and_the_page_cost_the_same_however_long(cast, client, morning, django_assert_num_queries):
    client.force_login(cast.office)
    address = f"/c/{cast.campaign.slug}/matters/"

    def cost(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    matter = registered(cast)
    one, page = cost(address), cost(f"{address}{matter.uid}/")
    for place in range(20):
        registered(cast, place=f"第{place}村")
    with django_assert_num_queries(one):
        client.get(address)
    assert cost(address) == one <= 25
    assert cost(f"{address}{matter.uid}/") == page
