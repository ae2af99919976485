"""After closing: the keeper, the days of looking back, a relapse that is taken up anew, a change of keeper."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core import clock
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Reorganisation, Unit
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.services import reorganise
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Care, Kind, KindVersion, Matter, Recheck
from zhuanban.work.matters.rules.aftercare import aftercare_faults
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.selectors import rechecks_due, rechecks_missed
from zhuanban.work.matters.services.kind_editing import switch_kind
from zhuanban.work.matters.services.kinds import read_kinds
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import a_photo, address, closed, done, fresh, kind, last_sentence

SAID = {"keeper": "township", "post": "环卫管护员", "standard": "没有再堆垃圾。", "days": [30, 90]}


def keep(**said):
    """Let the kind of these stories ask for keeping, as the office would."""
    rubbish = kind("exposed-rubbish")
    version = rubbish.versions.get(number=rubbish.version)
    KindVersion.objects.filter(pk=version.pk).update(spec={**version.spec, "trivial": False, "aftercare": SAID | said})
    Kind.objects.filter(pk=rubbish.pk).update(has_aftercare=True)


@pytest.fixture
def kept(cast, morning):
    """A matter closed on 10 April 2024 that its township keeps; to be looked at on 10 May and 9 July."""
    keep()
    return closed(cast)


def on(*day):
    return clock.moved_to(clock.start_of(date(*day)) + timedelta(hours=9))


def open_page(client, by, matter, what=""):
    client.force_login(by)
    return client.get(address(matter, what))


def look(client, by, matter, **said):
    client.force_login(by)
    return client.post(address(matter, "recheck"), said)


def counts(cast, who, rows):
    return rows(who, cast.campaign).count()


def test_closing_hands_over_and_the_page_says_to_whom_and_until_when(cast, client, kept):
    care = Care.objects.get()
    assert (care.keeper, care.post, care.next_on) == (cast.towns[0], "环卫管护员", date(2024, 5, 10))
    page = open_page(client, cast.township, kept).content.decode()
    for words in ("柳河镇（环卫管护员）", "没有再堆垃圾。", "2024-05-10、2024-07-09", "未到日期"):
        assert words in page, words
    assert ">回头看</a>" not in page
    assert "还没有到日子" in open_page(client, cast.township, kept, "recheck").content.decode()
    assert "提前 7 天" in look(client, cast.township, kept, finding="good").content.decode()
    assert not Recheck.objects.exists()


def test_the_keeper_looks_back_on_the_day_and_all_is_well(cast, client, kept):
    with on(2024, 5, 10):
        assert (counts(cast, cast.township, rechecks_due), counts(cast, cast.office, rechecks_missed)) == (1, 0)
        assert ">回头看</a>" in open_page(client, cast.township, kept).content.decode()
        answer = look(client, cast.township, kept, finding="good")
        assert answer.status_code == 302
        assert counts(cast, cast.township, rechecks_due) == 0
    assert last_sentence(kept) == "第 1 次回头看：完好"
    assert Care.objects.get().next_on == date(2024, 7, 9)
    with on(2024, 7, 9):
        look(client, cast.inspector, kept, finding="good")
        page = open_page(client, cast.office, kept).content.decode()
        assert "看完，长期管护" in page
        assert "已经全部做完" in look(client, cast.office, kept, finding="good").content.decode()
    assert [(each.step, each.due_on, each.by) for each in Recheck.objects.all()] == [
        (1, date(2024, 5, 10), cast.township), (2, date(2024, 7, 9), cast.inspector),
    ]  # fmt: skip


def test_a_relapse_opens_a_new_matter_linked_to_the_old_and_asks_nothing_twice(cast, client, kept, picture):
    with on(2024, 5, 12):
        assert "请写明现场情况" in look(client, cast.township, kept, finding="relapsed").content.decode()
        answer = look(client, cast.township, kept, finding="relapsed", note="又堆满了", photos=[picture()])
        new = Matter.objects.get(relapse_of=kept)
        assert (answer.status_code, answer.url) == (302, address(new))
        assert (new.title, new.place, new.township, new.kind) == (kept.title, kept.place, kept.township, kept.kind)
        assert (new.detail, new.state, new.photos.count()) == ("又堆满了", "registered", 1)
        care = Care.objects.get()
        assert (care.ended_by, care.next_on, Recheck.objects.get().relapse) == ("relapse", None, new)
        assert last_sentence(kept) == f"第 1 次回头看：反弹，另行办理（{new.number}）"
        assert new.number in open_page(client, cast.office, kept).content.decode()
        compare(cast)
    assert "又堆满了" not in "".join(str(entry.payload) for entry in Entry.objects.all())


def test_a_relapse_long_after_the_window_is_linked_all_the_same(cast, client, morning, picture):
    keep(days=[400])
    matter = closed(cast)
    with on(2025, 5, 15):
        look(client, cast.township, matter, finding="relapsed", note="又堆满了", photos=[picture()])
        assert Matter.objects.filter(relapse_of=matter).count() == 1
        compare(cast)


def test_the_office_sees_what_nobody_looked_at(cast, client, kept):
    with on(2024, 5, 17):
        assert counts(cast, cast.office, rechecks_missed) == 0
    with on(2024, 5, 18):
        assert counts(cast, cast.office, rechecks_missed) == 1
        client.force_login(cast.office)
        page = client.get(f"/c/{cast.campaign.slug}/matters/cares/?standing=missed").content.decode()
        assert kept.number in page
        assert "超期未看 1" in page
        look(client, cast.office, kept, finding="good")
        assert Recheck.objects.get().was_late
        page = client.get(f"/c/{cast.campaign.slug}/matters/cares/?standing=missed").content.decode()
        assert "没有这样的事项" in page


def test_only_who_keeps_it_and_the_office_look_back(cast, client, kept):
    with on(2024, 5, 10):
        for who, status in (
            (cast.other_township, 404), (cast.handler, 404), (cast.leader, 404), (cast.outsider, 404),
        ):  # fmt: skip
            assert look(client, who, kept, finding="good").status_code == status
    assert not Recheck.objects.exists()


def test_the_office_gives_it_to_another_keeper_who_then_looks_back(cast, client, kept):
    client.force_login(cast.township)
    said = {"unit": cast.water.pk, "post": "", "reason": "移交区水务局养护"}
    assert client.post(address(kept, "keeper"), said).status_code == 404
    client.force_login(cast.office)
    assert client.get(address(kept, "keeper")).status_code == 200
    assert client.post(address(kept, "keeper"), said | {"reason": ""}).status_code == 422
    assert client.post(address(kept, "keeper"), said).status_code == 302
    assert last_sentence(kept) == "管护单位由柳河镇改为区水务局"
    assert "没有变" in client.post(address(kept, "keeper"), said).content.decode()
    assert "移交区水务局养护" in open_page(client, cast.water_clerk, kept).content.decode()
    with on(2024, 5, 10):
        assert look(client, cast.township, kept, finding="good").status_code == 404
        assert look(client, cast.water_clerk, kept, finding="good").status_code == 302
    compare(cast)


def test_keeping_ends_where_there_is_nothing_left_to_keep(cast, client, kept):
    client.force_login(cast.office)
    assert client.post(address(kept, "keeper/end"), {"reason": " "}).status_code == 422
    assert client.post(address(kept, "keeper/end"), {"reason": "已经拆除"}).status_code == 302
    assert last_sentence(kept) == "不再管护（原管护单位柳河镇）"
    assert client.post(address(kept, "keeper/end"), {"reason": "已经拆除"}).status_code == 404
    with on(2024, 6, 10):
        assert counts(cast, cast.township, rechecks_due) == counts(cast, cast.office, rechecks_missed) == 0


def test_what_is_taken_up_again_is_kept_anew_when_it_is_closed_again(cast, kept):
    services.reopen_matter(by=cast.office, matter=kept, reason="没有清完")
    assert Care.objects.get().ended_by == "reopen"
    services.report_done(by=cast.handler, matter=kept, result="已清", photos=[a_photo(cast, name="3")])
    services.close_matter(by=cast.inspector, matter=kept)
    assert (Care.objects.count(), Care.objects.filter(ended_at=None).count()) == (2, 1)


def test_the_unit_in_charge_keeps_what_its_kind_says(cast, client, morning):
    keep(keeper="handler", photo_reason="要对照")
    matter = closed(cast)
    assert Care.objects.get().keeper == cast.bureau
    with on(2024, 5, 10):
        assert "须附照片：要对照" in look(client, cast.handler, matter, finding="good").content.decode()


def test_closing_costs_nothing_more_without_keeping_and_two_queries_with(cast, morning):
    def cost(place):
        matter = done(cast, place=place)
        with CaptureQueriesContext(connection) as seen:
            services.close_matter(by=cast.inspector, matter=matter)
        return len(seen)

    cost("第一村")
    plain = cost("第二村")
    keep()
    assert cost("第三村") == plain + 2
    assert fresh(Matter.objects.latest("pk")).cares.count() == 1


def test_a_kind_that_is_no_longer_in_use_is_explained_and_nothing_is_written(cast, client, kept, picture):
    switch_kind(by=cast.office, campaign=cast.campaign, kind=kept.kind, on=False)
    with on(2024, 5, 10):
        answer = look(client, cast.township, kept, finding="relapsed", note="又堆满了", photos=[picture()])
        assert (answer.status_code, "没有启用" in answer.content.decode()) == (422, True)
    assert (Recheck.objects.count(), Matter.objects.count()) == (0, 1)


def test_keeping_follows_a_merger_and_a_relapse_is_of_the_township_that_took_over(cast, kept, picture):
    decision = Decision((cast.towns[0].pk, cast.towns[1].pk), ("柳塔镇",))
    reorganise(
        by=cast.office, district=cast.district, kind=Reorganisation.Kind.MERGE, decision=decision, on=clock.today()
    )
    deliver_pending()
    deliver_pending()
    merged = Unit.objects.get(name="柳塔镇")
    care = Care.objects.get()
    assert (care.keeper, care.changes.get().reason) == (merged, "机构调整")
    with on(2024, 5, 10):
        look = services.recheck_matter(
            by=cast.office, care=care, finding="relapsed", note="又堆满了", photos=[a_photo(cast, name="4")]
        )
        assert (look.relapse.township, look.relapse.relapse_of) == (merged, kept)
        compare(cast)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"keeper": "village"}, "keeper"),
        ({"standard": " "}, "standard"),
        ({"days": [90, 30]}, "从小到大"),
        ({"days": ["三十"]}, "一列整数"),
        ({"days": []}, "一列整数"),
        ({"post": 3}, "post"),
        ({"who": "x"}, "只能有"),
    ],
)
def test_a_kind_that_says_it_wrong_is_explained(said, words):
    (fault,) = aftercare_faults({"aftercare": SAID | said})
    assert words in fault


def test_the_shipped_kinds_ask_for_keeping_where_the_clauses_want_it_kept():
    kept = {raw["name"] for raw in read_kinds() if kind_of(raw).aftercare}
    assert {"黑臭水体", "公厕改造", "路灯改造", "断头路", "集贸市场整治", "户厕整治", "植树增绿", "私搭乱建"} <= kept
    assert aftercare_faults({"trivial": True, "aftercare": SAID})
