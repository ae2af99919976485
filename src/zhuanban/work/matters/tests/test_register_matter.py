"""Registering: a case waits for the office, a ledger matter is at once in its township's hands."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Matter, MatterPhoto, MatterScope, TallyChange, Value
from zhuanban.work.matters.rules import Light, Source, State
from zhuanban.work.matters.selectors import figures, matters_for, steps_of
from zhuanban.work.matters.services import void_matter
from zhuanban.work.matters.tests.story import MORNING, a_photo, closed, fresh, kind, registered


def ledger(cast, **said):
    said = {"clause": cast.sewage, "title": "补装路灯", **said}
    return registered(cast, code="other-undertaking", by=cast.township, **said)


def test_a_township_files_a_ledger_matter_in_the_page_and_is_at_work_on_it(cast, client, morning):
    client.force_login(cast.township)
    page = client.get(f"/c/{cast.campaign.slug}/matters/register/?kind=other-undertaking")
    assert "措施" in page.content.decode()
    answer = client.post(
        f"/c/{cast.campaign.slug}/matters/register/",
        {
            "kind": "other-undertaking",
            "clause": cast.sewage.pk,
            "township": cast.towns[0].pk,
            "title": "补装路灯",
            "place": "中心大街",
            "planned_on": "2024-06-28",
            "source": "survey",
            "field-measure": "更换灯头",
        },
    )
    matter = Matter.objects.get()
    assert answer.url == f"/c/{cast.campaign.slug}/matters/{matter.uid}/"
    assert (matter.state, matter.handler, matter.light) == (State.HANDLING, cast.towns[0], Light.GREEN)
    assert matter.due_at == end_of(date(2024, 6, 28))
    assert matter.fields == {"measure": "更换灯头"}
    assert [step.sentence for step in steps_of(matter)] == ["登记 其他事项（柳河镇）"]


def test_an_inspector_reports_a_problem_with_a_photo_that_waits_for_the_office(cast, client, morning, picture):
    client.force_login(cast.inspector)
    client.post(
        f"/c/{cast.campaign.slug}/matters/register/",
        {
            "kind": "exposed-rubbish",
            "township": cast.towns[1].pk,
            "title": "路边垃圾成堆",
            "place": "集市南门",
            "source": "patrol",
            "photos": [picture()],
        },
    )
    matter = Matter.objects.get()
    assert (matter.state, matter.handler, matter.light, matter.due_at) == (State.REGISTERED, None, Light.NONE, None)
    assert matter.clause == cast.hygiene
    assert MatterPhoto.objects.get(matter=matter).role == "before"
    assert set(MatterScope.objects.values_list("unit", flat=True)) == {cast.towns[1].pk, cast.bureau.pk}


def test_the_same_page_sent_twice_files_one_matter(cast, client, morning):
    uid = uuid4()
    assert ledger(cast, uid=uid) == ledger(cast, uid=uid)
    assert Matter.objects.count() == 1
    with pytest.raises(Conflict):
        registered(cast, code="other-undertaking", by=cast.office, clause=cast.sewage, uid=uid)


def test_the_page_sent_twice_with_its_key_files_one_matter(cast, client, morning):
    client.force_login(cast.township)
    address = f"/c/{cast.campaign.slug}/matters/register/"
    key = client.get(address).context["form"]["door_key"].value()
    said = {"kind": "other-undertaking", "clause": cast.hygiene.pk, "township": cast.towns[0].pk, "place": "集市"}
    for _ in range(2):
        assert client.post(address, {**said, "source": "survey", "door_key": key}).status_code == 302
    assert str(Matter.objects.get().uid) == key
    assert client.post(address, {**said, "place": "桥头", "source": "survey", "door_key": key}).status_code == 409
    assert Matter.objects.count() == 1


def test_an_outsider_is_refused_and_nothing_is_written(cast, client, morning):
    for stranger in (cast.outsider, cast.other_township, cast.auditor, cast.leader):
        with pytest.raises(Refused):
            registered(cast, by=stranger)
    client.force_login(cast.auditor)
    assert client.get(f"/c/{cast.campaign.slug}/matters/register/").status_code == 404
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/matters/register/").status_code == 404
    assert not Matter.objects.exists()
    assert not Entry.objects.exists()


def test_an_action_that_is_over_takes_no_more(cast, morning):
    cast.campaign.state = cast.campaign.State.CLOSED
    cast.campaign.save()
    with pytest.raises(Invalid, match="还没有启动或者已经结束"):
        registered(cast)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"photos": []}, "须附照片"),
        ({"title": "  "}, "请填写事项"),
        ({"place": ""}, "请填写地点"),
        ({"title": "长" * 121}, "不能超过"),
        ({"happened_at": MORNING + timedelta(hours=2)}, "不能晚于现在"),
        ({"happened_at": datetime(1, 1, 1, tzinfo=UTC)}, "核对年份"),
        ({"planned_on": date(9999, 12, 31)}, "核对年份"),
        ({"source": "rumour"}, "来源不认识"),
        ({"fields": {"weight": 3}}, "没有字段"),
        ({"fields": {"rubbish-type": "金块"}}, "只能选"),
        ({"code": "dead-end-road"}, "没有启用"),
    ],
)
def test_bad_input_is_explained(cast, morning, said, words):
    with pytest.raises(Invalid, match=words):
        registered(cast, **said)
    assert not Matter.objects.exists()


def test_bad_input_in_the_page_is_explained_beside_its_field(cast, client, morning):
    client.force_login(cast.inspector)
    answer = client.post(
        f"/c/{cast.campaign.slug}/matters/register/",
        {"kind": "exposed-rubbish", "township": cast.towns[1].pk, "title": "垃圾", "place": "集市", "source": "patrol"},
    )
    assert answer.status_code == 422
    assert "“暴露垃圾”须附照片" in answer.content.decode()


def test_a_ledger_matter_asks_what_its_kind_needs_and_keeps_it_for_queries(cast, morning):
    said = {"code": "lamp-renewal", "by": cast.township, "title": "更换路灯"}
    with pytest.raises(Invalid, match="请填写"):
        registered(cast, **said)
    with pytest.raises(Invalid, match="应是数字"):
        registered(cast, **said, fields={"lamp-count": "十二"})
    matter = registered(cast, **said, fields={"lamp-count": 12})
    assert matter.fields == {"lamp-count": "12"}
    assert Value.objects.get(matter=matter).number == 12


def test_a_plan_is_suggested_and_may_not_lie_in_the_past(cast, morning):
    assert ledger(cast).planned_on == date(2024, 7, 5)  # 60 working days, May holiday and Dragon Boat between
    with pytest.raises(Invalid, match="不能早于今天"):
        ledger(cast, planned_on=date(2024, 4, 9))


def test_the_same_problem_at_the_same_place_within_180_days_is_a_relapse(cast, morning):
    first = closed(cast)
    again = registered(cast)
    elsewhere = registered(cast, place="集市南门")
    assert (again.relapse_of, elsewhere.relapse_of) == (first, None)
    assert "记为反弹（原 2024-00001）" in steps_of(again)[0].sentence
    assert figures(cast.campaign).relapse == 1
    with clock.moved_to(MORNING + timedelta(days=181)):
        assert registered(cast).relapse_of is None
        void_matter(by=cast.office, matter=again, reason="重复登记")
    assert figures(cast.campaign).relapse == 0


def test_what_happened_before_the_take_over_is_not_lit_late_or_scored(cast, morning):
    cast.campaign.taken_over_on = date(2024, 4, 1)
    cast.campaign.save()
    old = ledger(cast, source=Source.HANDOVER, happened_at=MORNING - timedelta(days=60), planned_on=date(2024, 3, 15))
    assert (old.light, old.due_at, old.planned_on) == (Light.NONE, None, date(2024, 3, 15))
    kept = figures(cast.campaign)
    assert (kept.history, kept.registered, kept.open) == (1, 0, 0)
    assert fresh(ledger(cast)).light == Light.GREEN


def test_a_photo_of_another_action_is_refused(cast, morning):
    with pytest.raises(Invalid, match="不属于这个专项行动"):
        registered(cast, photos=[a_photo(cast, cast.other_campaign)])
    assert not TallyChange.objects.exists()


def test_registering_costs_the_same_however_many_there_are(cast, morning, django_assert_max_num_queries):
    for place in range(12):
        registered(cast, place=f"第{place}村")
    photo, rubbish = a_photo(cast), kind("exposed-rubbish")
    cast.inspector.seats  # noqa: B018  read once a request
    with django_assert_max_num_queries(22):
        registered(cast, code=rubbish.code, photos=[photo])


def test_units_see_what_concerns_them(cast, morning):
    matter = registered(cast)
    seeing = [cast.office, cast.leader, cast.inspector, cast.township, cast.handler]
    blind = [cast.other_township, cast.water_clerk, cast.outsider, cast.auditor]
    assert [user.name for user in seeing if not matters_for(user, cast.campaign).filter(pk=matter.pk).exists()] == []
    assert [user.name for user in blind if matters_for(user, cast.campaign).exists()] == []
