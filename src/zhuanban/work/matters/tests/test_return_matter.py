"""A unit gives back what is not its own; the office's wrong dispatches (错误派遣) are counted, not the unit's."""

from zhuanban.work.matters import services
from zhuanban.work.matters.selectors.dispatching import dispatching_of
from zhuanban.work.matters.tests.story import dispatched, done, last_sentence, post, registered


def page_of(client, by, cast, query=""):
    client.force_login(by)
    return client.get(f"/c/{cast.campaign.slug}/matters/dispatching/{query}")


def test_a_wrong_dispatch_is_counted_with_the_unit_it_went_to(cast, client, morning):
    post(client, cast.handler, dispatched(cast), "return", reason="属于水务局", misdirected="on")
    matter = dispatched(cast, place="集市")
    post(client, cast.handler, matter, "return", reason="地点不清")
    assert last_sentence(matter) == "区综合行政执法局退回，等待重新交办"
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.water)
    rows = dispatching_of(cast.campaign, None, None)
    assert [(row.unit, row.given, row.returned, row.misdirected) for row in rows] == [
        ("区综合行政执法局", 2, 2, 1), ("区水务局", 1, 0, 0), ("合计", 3, 2, 1),
    ]  # fmt: skip
    page = page_of(client, cast.office, cast).content.decode()
    assert "错误派遣" in page
    assert "样本不足" in page
    assert "没有交办过" in page_of(client, cast.leader, cast, "?since=2025-01-01").content.decode()


def test_a_send_back_and_a_filing_are_no_dispatch(cast, morning):
    matter = done(cast)
    services.send_back_matter(by=cast.inspector, matter=matter, reason="仍有残留")
    registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage)
    assert [row.given for row in dispatching_of(cast.campaign, None, None)] == [1, 1]


def test_a_share_is_told_from_ten_on(cast, morning):
    for place in range(10):
        matter = dispatched(cast, place=f"{place} 号")
        if place < 3:
            services.return_matter(by=cast.handler, matter=matter, reason="不归我局", misdirected=True)
    assert dispatching_of(cast.campaign, None, None)[0].share == "30.0%"


def test_units_do_not_see_the_page(cast, client, morning):
    for other in (cast.handler, cast.township, cast.inspector, cast.outsider):
        assert page_of(client, other, cast).status_code == 404
