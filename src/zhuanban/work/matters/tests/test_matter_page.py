"""The page of a matter: facts, before and after side by side, clocks, time line, and the acts that are open."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core import clock
from zhuanban.work.matters import services
from zhuanban.work.matters.rules import Act, Source
from zhuanban.work.matters.selectors import acts_open_to, steps_of
from zhuanban.work.matters.tests.story import (
    a_photo,
    address,
    closed,
    dispatched,
    done,
    fresh,
    handling,
    registered,
)


def page_of(client, by, matter):
    client.force_login(by)
    return client.get(address(matter)).content.decode()


def test_it_says_what_was_found_and_what_closing_needs(cast, client, morning):
    page = page_of(client, cast.office, registered(cast, fields={"rubbish-type": "建筑垃圾"}, detail="约三方"))
    for words in ("路边垃圾成堆", "暴露垃圾（案件）", "整治环境卫生", "中心大街东首", "约三方", "建筑垃圾", "无残留"):
        assert words in page


def test_before_and_after_stand_side_by_side(cast, client, morning):
    page = page_of(client, cast.inspector, done(cast))
    before, after = page.index("整改前照片 1"), page.index("整改后照片 1")
    assert before < after
    assert "暂无" in page_of(client, cast.office, handling(cast, place="集市"))


def test_each_reader_is_offered_what_he_may_do_now(cast, client, morning):
    waiting, given, finished = registered(cast), dispatched(cast, place="集市"), done(cast, place="村口")
    assert acts_open_to(cast.office, waiting) == [Act.DISPATCH, Act.MERGE, Act.VOID]
    assert acts_open_to(cast.handler, given) == [Act.ACCEPT, Act.RETURN]
    assert acts_open_to(cast.inspector, finished) == [Act.CLOSE, Act.SEND_BACK]
    assert acts_open_to(cast.leader, finished) == []
    assert "您可以办理" not in page_of(client, cast.leader, finished)
    assert "核查通过，销号" in page_of(client, cast.inspector, finished)
    shut = closed(cast, place="车站")
    assert acts_open_to(cast.office, shut) == [Act.REOPEN]
    with clock.moved_to(morning + timedelta(days=91)):
        assert acts_open_to(cast.office, shut) == []


def test_the_office_is_not_offered_to_suspend_what_is_overdue(cast, morning):
    matter = handling(cast)
    assert Act.SUSPEND in acts_open_to(cast.office, matter)
    with clock.moved_to(morning + timedelta(days=2)):
        assert acts_open_to(cast.office, matter) == [Act.REFER, Act.SPLIT, Act.MERGE, Act.VOID]


def test_a_relapse_opens_what_it_relapsed_from(cast, client, morning):
    first = closed(cast)
    again = registered(cast)
    assert address(first) in page_of(client, cast.office, again)


def test_history_is_marked_and_kept_apart_in_the_list(cast, client, morning):
    cast.campaign.taken_over_on = date(2024, 4, 1)
    cast.campaign.save()
    old = registered(cast, source=Source.HANDOVER, happened_at=morning - timedelta(days=90), photos=[])
    registered(cast, place="集市")
    assert "不亮灯、不计逾期、不计分" in page_of(client, cast.office, old)
    ledger = f"/c/{cast.campaign.slug}/matters/"
    for query, count in (("", 2), ("?history=no", 1), ("?history=yes", 1)):
        assert f"共 {count} 件" in client.get(ledger + query).content.decode()
    assert "不计时限" in _closed_words(cast, old)


def _closed_words(cast, matter):
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    services.accept_matter(by=cast.handler, matter=matter)
    with clock.moved_to(clock.now() + timedelta(days=5)):
        services.report_done(by=cast.handler, matter=matter, result="已清运")
        services.close_matter(by=cast.inspector, matter=matter)
    assert not fresh(matter).is_late
    return "".join(step.sentence for step in steps_of(matter))


def test_a_longer_history_costs_no_more_queries(cast, client, morning):
    matter = done(cast)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page_of(client, cast.office, matter)
        return len(queries)

    cost()
    short = cost()
    for turn in range(3):
        services.send_back_matter(by=cast.inspector, matter=matter, reason="仍有残留")
        photo = a_photo(cast, name=f"9{turn}")
        services.report_done(by=cast.handler, matter=matter, result="再清", photos=[photo])
    assert cost() == short
