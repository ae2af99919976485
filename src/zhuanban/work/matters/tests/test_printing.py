"""A ledger and a matter on paper."""

import re

from zhuanban.work.matters import services
from zhuanban.work.matters.tests.story import closed, registered
from zhuanban.work.matters.views import printing


def test_a_ledger_is_printed_with_heading_unit_day_and_the_filter_in_words(cast, client, morning):
    registered(cast, title="路边垃圾")
    closed(cast, place="车站", title="销号的垃圾")
    client.force_login(cast.township)
    page = client.get(f"/c/{cast.campaign.slug}/matters/print/?state=registered&place=中心大街东首").content.decode()
    assert f"{cast.campaign.short_name}事项台账" in page
    assert f"单位：{cast.towns[0].name}" in page
    assert "地点：中心大街东首" in page
    assert "状态：待交办" in page
    assert "2024-04-10" in page
    assert "路边垃圾" in page
    assert "销号的垃圾" not in page


def test_the_paper_has_the_columns_of_the_view_and_says_what_it_leaves_out(cast, client, morning, monkeypatch):
    monkeypatch.setattr(printing, "MOST_PRINTED", 2)
    for place in range(3):
        registered(cast, place=f"第{place}村")
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/print/?cols=place,state").content.decode()
    assert re.findall(r'<th scope="col">([^<]+)', page) == ["地点", "状态"]
    assert page.count('<td class="mp-no">') == 2
    assert "共 3 件，这里只列前 2 件" in page
    empty = client.get(f"/c/{cast.campaign.slug}/matters/print/?state=void").content.decode()
    assert "没有可打印的内容" in empty


def test_a_matter_is_printed_as_one_sheet_for_who_sees_it(cast, client, morning):
    matter = closed(cast, title="销号的垃圾")
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/{matter.uid}/sheet/").content.decode()
    assert matter.number in page
    assert "销号标准" in page
    assert "整改前" in page
    assert "核查通过，销号" in page
    client.force_login(cast.other_township)
    assert client.get(f"/c/{cast.campaign.slug}/matters/{matter.uid}/sheet/").status_code == 404


def test_a_long_story_is_shortened_on_the_sheet(cast, client, morning):
    matter = registered(cast)
    for _ in range(6):
        services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
        services.return_matter(by=cast.handler, matter=matter, reason="材料不全")
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/{matter.uid}/sheet/").content.decode()
    assert "（前面 3 步略）" in page
