"""What a matter says of itself is amended: by whom it is in hand, with what stood there before kept."""

from datetime import timedelta

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Amending, Amendment, Matter, TallyChange, Value
from zhuanban.work.matters.services.amend import amend_many, amend_matter, undo_amending
from zhuanban.work.matters.tests.story import address, fresh, registered, voided


def a_ledger(cast, **said):
    own = {"code": "lamp-renewal", "by": cast.township, "fields": {"lamp-count": "12"}, **said}
    return registered(cast, **own)


def test_a_township_amends_its_ledger_and_the_page_keeps_what_stood_there(cast, morning, client):
    matter = a_ledger(cast)
    before = TallyChange.objects.count()
    client.force_login(cast.township)
    assert "更正" in client.get(address(matter)).content.decode()
    page = client.get(address(matter, "amend")).content.decode()
    assert "路边垃圾成堆" in page
    said = {"title": "南街路灯改造", "place": "南大街 1 号", "detail": "", "field-lamp-count": "15"}
    sent = own_answers(client, matter)
    answer = client.post(address(matter, "amend"), {**sent, **said}, follow=True)
    assert "已更正" in answer.content.decode()
    assert (fresh(matter).title, fresh(matter).fields["lamp-count"]) == ("南街路灯改造", "15")
    assert Amendment.objects.get(field="title").old == "路边垃圾成堆"
    assert "逐件更正事项登记内容" in answer.content.decode()
    entry = Entry.objects.get(event="MattersAmended")
    assert "南" not in str(entry.payload)
    assert TallyChange.objects.count() == before
    if Value.objects.filter(matter=matter, field="lamp-count").exists():
        assert Value.objects.get(matter=matter, field="lamp-count").number == 15
    deliver_pending()


def own_answers(client, matter):
    form = client.get(address(matter, "amend")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_who_has_it_not_in_hand_changes_nothing_and_a_case_is_the_offices(cast, morning, client):
    matter, case = a_ledger(cast), registered(cast)
    for other in (cast.other_township, cast.outsider, cast.inspector):
        with pytest.raises(Refused):
            amend_many(by=other, campaign=cast.campaign, changes={matter.pk: {"title": "别的"}}, origin="逐件")
        client.force_login(other)
        assert client.get(address(matter, "amend")).status_code == 404
    with pytest.raises(Refused):
        amend_matter(by=cast.township, matter=case, changes={"title": "没有问题"})
    assert not Amending.objects.exists()
    assert amend_matter(by=cast.office, matter=case, changes={"title": "垃圾成堆"}).title == "垃圾成堆"


def test_what_cannot_be_said_is_explained(cast, morning, client):
    matter = a_ledger(cast)
    for changes, words in (
        ({"title": " "}, "请填写事项"), ({"place": "长" * 121}, "不能超过 120"),
        ({"field-lamp-count": "许多"}, "应是数字"),
        ({"title": "路边垃圾成堆"}, "没有变化"), ({"field-nothing": "1"}, "没有字段"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            amend_matter(by=cast.office, matter=matter, changes=changes)
    with pytest.raises(Invalid, match="不能再改"):
        amend_matter(by=cast.office, matter=voided(cast), changes={"title": "新名"})
    assert not Amending.objects.exists()


def test_many_cost_as_many_queries_as_few_and_go_back_within_a_day(cast, morning, django_assert_max_num_queries):
    rows = [a_ledger(cast, place=f"大街 {n} 号") for n in range(12)]
    changes = {row.pk: {"detail": "要换"} for row in rows}
    with django_assert_max_num_queries(20):
        done = amend_many(by=cast.township, campaign=cast.campaign, changes=changes, origin="表格")
    amend_matter(by=cast.township, matter=rows[0], changes={"detail": "又变了"})
    with clock.moved_to(clock.now() + timedelta(hours=25)), pytest.raises(Invalid, match="24 小时"):
        undo_amending(by=cast.township, amending=done)
    with pytest.raises(Refused):
        undo_amending(by=cast.office, amending=done)
    assert undo_amending(by=cast.township, amending=done) == [rows[0].number]
    assert set(Matter.objects.values_list("detail", flat=True)) == {"", "又变了"}
    with pytest.raises(Invalid, match="已经撤销"):
        undo_amending(by=cast.township, amending=done)
