"""Matters in the index of words: everybody finds exactly what the list shows that holds the words."""

import pytest

from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.services import amend_unit
from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.queries import query_of
from zhuanban.ground.search.rules.tokens import folded
from zhuanban.ground.search.selectors import Wish, found
from zhuanban.ground.search.services import compare_index, fill_index, follow_journal
from zhuanban.plan.campaigns.services import assign_lead
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.selectors import matters_for
from zhuanban.work.matters.selectors.searching import MATTER, matter_marks
from zhuanban.work.matters.tests.story import closed, dispatched, done, handling, registered

WORDS = ("垃圾", "路灯", "2024-00002", "00003", "柳河", "仍有残留", "市", "集市东", "ＶＯＣ", "清运 车站", "无此")


@pytest.fixture
def told(cast, morning):
    """Matters in all states at two townships, one void, with remarks; delivered."""
    compare_index()
    registered(cast, title="待交办的垃圾")
    handling(cast, place="集市东口", title="办理中的垃圾", town=1, detail="夹杂 VOC 废料")
    done(cast, place="村口", title="待核查的垃圾")
    closed(cast, place="车站", title="销号的垃圾")
    services.send_back_matter(by=cast.inspector, matter=done(cast, place="学校", title="返工"), reason="仍有残留")
    registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage, title="补装路灯")
    services.void_matter(by=cast.office, matter=registered(cast, place="医院", title="作废的垃圾"), reason="重复")
    follow_journal()


def found_by(user, campaign, words):
    keys = found(Wish(query_of(words), frozenset(matter_marks(User.objects.get(pk=user.pk), campaign))))
    subjects = dict(Entry.objects.filter(pk__in=keys, kind=MATTER).values_list("pk", "subject"))
    return [subjects[key] for key in keys]


def holding(user, campaign, words):
    """By brute force: what the list shows, newest first, whose own words hold every piece."""
    rows = matters_for(User.objects.get(pk=user.pk), campaign).exclude(state=State.VOID).order_by("-pk")
    return [row.pk for row in rows if all(piece in whole(row) for piece in folded(words).split())]


def whole(row):
    own = [value for value in row.fields.values() if isinstance(value, str)]
    parts = (row.number, row.title, row.place, row.detail, row.kind.name, row.township.name, *own)
    return "\n".join(map(folded, (*parts, *(remark.text for remark in row.remarks.all()))))


def everybody(cast):
    return [*cast.people.values()]


def agree(cast, words=WORDS):
    for user in everybody(cast):
        for campaign in (cast.campaign, cast.other_campaign):
            for each in words:
                assert found_by(user, campaign, each) == holding(user, campaign, each), (user, each)


def test_everybody_finds_exactly_what_the_list_shows(cast, told):
    agree(cast)
    assert len(found_by(cast.office, cast.campaign, "垃圾")) == 5
    assert found_by(cast.outsider, cast.campaign, "垃圾") == []
    assert found_by(cast.auditor, cast.campaign, "垃圾") == []


def test_who_is_given_a_matter_finds_it_from_then_on(cast, told):
    matter = registered(cast, place="水库", title="水面漂浮垃圾", town=1)
    follow_journal()
    assert matter.pk not in found_by(cast.water_clerk, cast.campaign, "水面")
    services.dispatch_matter(by=cast.office, matter=matter, unit=cast.water, instruction="请尽快打捞")
    follow_journal()
    assert found_by(cast.water_clerk, cast.campaign, "水面") == [matter.pk]
    assert found_by(cast.water_clerk, cast.campaign, "打捞") == [matter.pk]
    agree(cast)


def test_who_leads_a_clause_finds_its_matters(cast, told):
    assert found_by(cast.water_clerk, cast.campaign, "集市") == []
    assign_lead(by=cast.office, clause=cast.hygiene, unit=cast.water)
    deliver_pending()
    assert len(found_by(cast.water_clerk, cast.campaign, "集市")) == 1
    agree(cast)


def test_a_void_matter_is_found_no_more_but_in_the_list_of_the_void(cast, client, told):
    matter = Matter.objects.get(place="集市东口")
    services.void_matter(by=cast.office, matter=matter, reason="登记有误")
    follow_journal()
    assert found_by(cast.office, cast.campaign, "集市") == []
    client.force_login(cast.office)
    address = f"/c/{cast.campaign.slug}/matters/"
    assert matter.number in client.get(f"{address}?q=集市&state=void").content.decode()
    assert matter.number not in client.get(f"{address}?q=集市").content.decode()
    agree(cast)


def test_writing_twice_changes_nothing(cast, told):
    keys = list(Matter.objects.values_list("pk", flat=True))
    before = list(Entry.objects.order_by("pk").values_list("pk", "text", "marks"))
    assert services.index_matters(keys) == 0
    assert list(Entry.objects.order_by("pk").values_list("pk", "text", "marks")) == before


def test_the_check_finds_and_mends_what_differs(cast, told):
    assert compare_index(mend=False) == 0
    lost, old = Entry.objects.filter(kind=MATTER).order_by("pk")[:2]
    lost.delete()
    Matter.objects.filter(pk=old.subject).update(title="改过的标题")
    Entry.objects.create(kind=MATTER, subject=999999, campaign_id=cast.campaign.pk, text="多余", marks="")
    assert compare_index(mend=False) == 3
    assert compare_index(mend=False) == 3
    Entry.objects.filter(subject=999999).delete()
    assert compare_index() == 2
    assert compare_index(mend=False) == 0
    assert found_by(cast.office, cast.campaign, "改过的") == [old.subject]


def test_an_empty_index_fills_itself_stretch_by_stretch(cast, told):
    for row in Entry.objects.all():
        row.delete()
    while fill_index(most=3):
        pass
    assert compare_index(mend=False) == 0
    assert Entry.objects.filter(kind=MATTER).count() == 7
    assert fill_index() == 0


def test_the_list_its_figures_and_its_file_hold_the_same(cast, client, told):
    client.force_login(cast.township)
    page = client.get(f"/c/{cast.campaign.slug}/matters/?q=垃圾").content.decode()
    text = b"".join(client.get(f"/c/{cast.campaign.slug}/matters/export/?q=垃圾").streaming_content).decode()
    expected = len(holding(cast.township, cast.campaign, "垃圾"))
    assert f"共 {expected} 件" in page
    assert len(text.strip().splitlines()) == expected + 1


def test_a_query_of_one_letter_finds_nothing_in_the_list(cast, client, told):
    client.force_login(cast.office)
    assert "没有符合条件的事项" in client.get(f"/c/{cast.campaign.slug}/matters/?q=7").content.decode()


def test_what_happens_is_found_as_soon_as_the_worker_has_followed(cast, told):
    matter = dispatched(cast, place="桥头", title="桥头杂物")
    assert found_by(cast.office, cast.campaign, "桥头") == []
    assert follow_journal() == 1
    assert found_by(cast.office, cast.campaign, "桥头") == [matter.pk]
    assert follow_journal() == 0
    seal_entries()
    assert follow_journal() == 0
    services.accept_matter(by=cast.handler, matter=matter)
    seal_entries()
    assert follow_journal() == 1
    assert compare_index(mend=False) == 0


def test_a_renamed_township_is_found_by_its_new_name(cast, told):
    amend_unit(by=cast.office, unit=cast.towns[1], name="银杏镇")
    deliver_pending()
    assert found_by(cast.office, cast.campaign, "银杏镇") == holding(cast.office, cast.campaign, "集市")
    assert found_by(cast.office, cast.campaign, "白塔镇") == []
