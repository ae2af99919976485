"""12345 and 数字城管: what is here is recognised, limits are theirs, the reply has their columns and order."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.privacy.services.purging import purge
from zhuanban.work.channels.models import ChannelCase, ChannelClass, ChannelFile
from zhuanban.work.channels.rules.layouts import guessed
from zhuanban.work.channels.services.classes import keep_classes
from zhuanban.work.channels.services.receive import keep_layout, receive_export, upload_export
from zhuanban.work.matters import services as loop
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.rules.loop import Source, State
from zhuanban.work.matters.tests.story import a_photo, kind, registered
from zhuanban.work.takeovers.tests.old_files import a_table
from zhuanban.work.workbooks.services.reading import read_book

HEAD = ("工单编号", "诉求标题", "诉求内容", "诉求地点", "承办单位", "受理时间", "办理期限", "答复内容", "办结时间")
ONE = ("DH-001", "垃圾没人清", "路边垃圾成堆", "中心大街", "柳河镇", "2024-04-09", "2024-04-16", "", "")
TWO = ("DH-002", "桥下杂物", "桥下堆放杂物", "南环路", "白塔镇", "2024-04-09", "2024-04-17", "", "")


def page(cast: Cast, name: str = "") -> str:
    return f"/c/{cast.campaign.slug}/channels/{name}"


def upload(cast: Cast, *rows: Any, by: Any = None, system: str = "hotline", name: str = "工单.xlsx") -> ChannelFile:
    return upload_export(
        by=by or cast.office, campaign=cast.campaign, system=system, kind=kind("exposed-rubbish"),
        content=a_table(*rows), name=name,
    )  # fmt: skip


def receive(cast: Cast, file: ChannelFile, decided: Any = None, townships: Any = None) -> ChannelFile:
    return receive_export(by=cast.office, file=file, decided=decided or {}, townships=townships or {})


def test_an_export_comes_in_by_the_page_with_its_numbers_and_limits(morning, client):
    cast = morning
    client.force_login(cast.office)
    sent = SimpleUploadedFile("工单.xlsx", a_table(HEAD, ONE, TWO))
    response = client.post(page(cast), {"system": "hotline", "kind": kind("exposed-rubbish").pk, "content": sent})
    text = client.get(response.url).content.decode()
    assert all(words in text for words in ("DH-001", "路边垃圾成堆", "2024-04-16", "登记为新事项"))
    form = client.get(response.url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(response.url, data).url == response.url
    matter = Matter.objects.order_by("pk").first()
    assert (matter.source, matter.planned_on, matter.township, matter.state) == (
        Source.HOTLINE, date(2024, 4, 16), cast.towns[0], State.REGISTERED,
    )  # fmt: skip
    assert "DH-001" in matter.detail
    assert ChannelCase.objects.count() == 2
    assert Entry.objects.latest("pk").sentence == (
        "接收12345来件：新登记 2，认出已有 0，更新时限 0，没有收 0 行"
    )  # fmt: skip


def test_the_limit_of_the_other_system_holds_when_the_matter_is_dispatched(morning):
    cast = morning
    receive(cast, upload(cast, HEAD, ONE))
    matter = loop.dispatch_matter(by=cast.office, matter=Matter.objects.get(), unit=cast.bureau)
    assert matter.due_at == end_of(date(2024, 4, 16))


def test_the_same_file_is_recognised_and_a_changed_limit_is_taken_over(morning):
    cast = morning
    first = upload(cast, HEAD, ONE)
    receive(cast, first)
    assert upload(cast, HEAD, ONE) == first
    loop.dispatch_matter(by=cast.office, matter=Matter.objects.get(), unit=cast.bureau)
    later = receive(cast, upload(cast, HEAD, (*ONE[:6], "2024-04-19", "", "")))
    assert (Matter.objects.count(), later.counts) == (1, {"new": 0, "joined": 1, "updated": 1, "skipped": 0})
    matter = Matter.objects.get()
    assert (matter.due_at, ChannelCase.objects.get().due_on) == (end_of(date(2024, 4, 19)), date(2024, 4, 19))
    assert Entry.objects.filter(event="LimitInherited").get().sentence == "按12345的期限，时限定为 2024-04-19"


def test_a_case_at_a_known_place_is_offered_and_a_person_joins_it(morning, client):
    cast = morning
    known = registered(cast, place="中心大街")
    file = upload(cast, HEAD, ONE)
    client.force_login(cast.office)
    assert f"就是 {known.number}" in client.get(page(cast, f"{file.uid}/")).content.decode()
    receive(cast, file, {3: known.number})
    assert Matter.objects.count() == 1
    known.refresh_from_db()
    assert (ChannelCase.objects.get().matter, known.planned_on) == (known, date(2024, 4, 16))


def test_a_case_that_joined_is_found_by_its_number_there(morning, client):
    cast = morning
    known = registered(cast, place="中心大街")
    receive(cast, upload(cast, HEAD, ONE), {3: known.number})
    client.force_login(cast.office)
    ledger = f"/c/{cast.campaign.slug}/matters/"
    assert "共 1 件" in client.get(f"{ledger}?q=DH-001").content.decode()
    assert "共 0 件" in client.get(f"{ledger}?q=DH-002").content.decode()
    assert known.title in client.get(f"/c/{cast.campaign.slug}/search/?q=DH-001").content.decode()
    detail = client.get(f"{ledger}{known.uid}/").content.decode()
    assert "DH-001" in detail
    assert "12345来件 DH-001 并入" in detail


def test_the_content_of_a_file_goes_after_its_term_and_what_it_was_stays(morning, client):
    cast = morning
    file = receive(cast, upload(cast, HEAD, ONE))
    with clock.moved_to(clock.now() + timedelta(days=364)):
        purge()
        file.refresh_from_db()
        assert file.state == "done"
    with clock.moved_to(clock.now() + timedelta(days=365)):
        purge()
        file.refresh_from_db()
        assert (file.state, str(file.content)) == ("emptied", "")
        client.force_login(cast.office)
        assert "内容已经删除" in client.get(page(cast, f"{file.uid}/")).content.decode()
        for below in ("reply/", "columns/"):
            assert client.get(page(cast, f"{file.uid}/{below}")).status_code == 302
        assert ChannelCase.objects.get().number == "DH-001"
        again = upload(cast, HEAD, ONE)
        assert (again, again.state) == (file, "done")
        assert client.get(page(cast, f"{file.uid}/reply/")).status_code == 200


def closed(cast: Cast, matter: Matter) -> None:
    loop.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    loop.accept_matter(by=cast.handler, matter=matter)
    loop.report_done(by=cast.handler, matter=matter, result="=已清运两车", photos=[a_photo(cast, name="9")])
    loop.close_matter(by=cast.inspector, matter=matter)


def test_the_reply_goes_back_in_their_columns_and_order_and_is_answered_once(morning, client):
    cast = morning
    file = receive(cast, upload(cast, HEAD, ONE, TWO))
    closed(cast, Matter.objects.order_by("pk").first())
    client.force_login(cast.office)
    response = client.get(page(cast, f"{file.uid}/reply/"))
    (sheet,) = read_book(response.content, "回复.xlsx")
    assert list(sheet.row(2)) == [*HEAD, "办理结果"]
    assert list(sheet.row(3)) == [*ONE[:7], "=已清运两车", "2024-04-10", "已办结"]
    assert list(sheet.row(4))[:7] == list(TWO[:7])
    assert Entry.objects.latest("pk").sentence == "导出12345回复表，1 件"
    answered = ChannelCase.objects.get(number="DH-001").answered_at
    client.get(page(cast, f"{file.uid}/reply/"))
    assert ChannelCase.objects.get(number="DH-001").answered_at == answered
    assert ChannelCase.objects.get(number="DH-002").answered_at is None


def test_a_layout_of_other_words_is_named_once_and_kept(morning):
    cast = morning
    head = ("流水", "说的什么", "在哪儿", "归谁")
    file = upload(cast, head, ("A7", "路灯不亮", "北街", "东岗街道"))
    with pytest.raises(Invalid, match="哪一列是对方编号"):
        receive(cast, file)
    with pytest.raises(Invalid, match="要有一列"):
        keep_layout(by=cast.office, file=file, columns=[("说的什么", "content")])
    named = [("流水", "number"), ("说的什么", "content"), ("在哪儿", "place"), ("归谁", "township")]
    keep_layout(by=cast.office, file=file, columns=named)
    receive(cast, file)
    receive(cast, upload(cast, head, ("A8", "井盖坏了", "南街", "柳河镇")))
    assert set(ChannelCase.objects.values_list("number", flat=True)) == {"A7", "A8"}


def test_a_row_that_cannot_come_in_is_explained_and_nothing_comes_in(morning):
    cast = morning
    file = upload(cast, HEAD, ONE, ("DH-003", "x", "y", "z", "某局", "", "", "", ""))
    with pytest.raises(Invalid, match="第 4 行：认不出是哪个乡镇"):
        receive(cast, file)
    assert not ChannelCase.objects.exists()
    receive(cast, file, {4: "skip"})
    assert ChannelCase.objects.count() == 1
    twice = upload(cast, HEAD, TWO, TWO, name="重.xlsx")
    with pytest.raises(Invalid, match="重复"):
        receive(cast, twice)


def test_who_is_not_the_office_brings_nothing_in(morning, client):
    cast = morning
    file = upload(cast, HEAD, ONE)
    for person in (cast.outsider, cast.township, cast.leader, cast.handler, cast.auditor):
        with pytest.raises(Refused):
            upload(cast, HEAD, TWO, by=person)
        with pytest.raises(Refused):
            receive_export(by=person, file=file, decided={}, townships={})
        client.force_login(person)
        assert client.get(page(cast)).status_code == 404
        assert client.get(page(cast, f"{file.uid}/reply/")).status_code == 404
    assert ChannelFile.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "空.xlsx", "空的"), (b"PK\x03\x04x", "坏.xlsx", "这里只收"),
        (a_table(HEAD, ONE), "机密_工单.xlsx", "涉密"),
    ],
)
def test_a_bad_file_ends_in_a_clear_sentence(morning, content, name, message):
    with pytest.raises(Invalid, match=message):
        upload_export(
            by=morning.office, campaign=morning.campaign, system="cityops", kind=kind("exposed-rubbish"),
            content=content, name=name,
        )  # fmt: skip


def test_the_shipped_names_know_both_systems():
    said = "任务号 小类名称 问题描述 位置描述 所属街道 立案时间 处置截止时间 处置说明 处置结果 处置时间"
    assert set(guessed("cityops", said.split()).values()) == {
        "number", "report_class", "content", "place", "township", "received_on", "deadline", "reply", "result",
        "finished",
    }  # fmt: skip
    assert guessed("hotline", list(HEAD))["承办单位"] == "township"


SORTED = (*HEAD, "诉求类别")


def test_classes_nobody_knows_are_asked_once_and_each_row_becomes_its_kind(morning, client):
    cast = morning
    client.force_login(cast.office)
    rows = (*ONE, "暴露垃圾"), (*TWO, "占道"), ("DH-003", "咨询补贴", "问政策", "北街", "柳河镇", *ONE[5:], "政策咨询")
    file = upload(cast, SORTED, *rows)
    with pytest.raises(Invalid, match="类别“暴露垃圾”还没有对应"):
        receive(cast, file)
    text = client.get(page(cast, f"{file.uid}/")).content.decode()
    assert "有 3 个类别还没有对应" in text
    assert "确认接收：" not in text
    address = page(cast, f"{file.uid}/classes/")
    form = client.get(address).context["form"]
    named = {each.name: field.value() for each, field in form.shown()}
    rubbish, stalls = kind("exposed-rubbish"), kind("road-trading")
    assert named == {"暴露垃圾": str(rubbish.pk), "占道": str(stalls.pk), "政策咨询": ""}
    said = {field.html_name: named[each.name] for each, field in form.shown()}
    answer = client.post(address, said)
    assert (answer.status_code, "请选择。" in answer.content.decode()) == (422, True)
    asked = next(field.html_name for each, field in form.shown() if each.name == "政策咨询")
    assert client.post(address, {**said, asked: "skip"}).url == page(cast, f"{file.uid}/")
    assert Entry.objects.latest("pk").sentence == "保存12345的类别对应，3 类"
    form = client.get(page(cast, f"{file.uid}/")).context["form"]
    client.post(page(cast, f"{file.uid}/"), {name: form[name].value() or "" for name in form.fields})
    assert dict(Matter.objects.values_list("place", "kind")) == {"中心大街": rubbish.pk, "南环路": stalls.pk}
    assert ChannelFile.objects.get().counts == {"new": 2, "joined": 0, "updated": 0, "skipped": 1}
    later = receive(cast, upload(cast, SORTED, ("DH-009", *TWO[1:], "占道")))
    assert (later.counts["new"], Matter.objects.latest("pk").kind) == (1, stalls)


def test_a_kept_class_is_corrected_and_asked_anew_when_its_kind_goes_out_of_use(morning):
    cast = morning
    file = upload(cast, SORTED, (*ONE, "垃圾"))
    keep_classes(by=cast.office, file=file, kinds={"垃圾": kind("exposed-rubbish").pk})
    keep_classes(by=cast.office, file=file, kinds={"垃圾": kind("piled-sundries").pk})
    assert ChannelClass.objects.get().kind == kind("piled-sundries")
    for wrong, message in (({"路灯": None}, "没有“路灯”"), ({"垃圾": 0}, "已经停用"), ({}, "没有类别")):
        with pytest.raises(Invalid, match=message):
            keep_classes(by=cast.office, file=file, kinds=wrong)
    with pytest.raises(Refused):
        keep_classes(by=cast.township, file=file, kinds={"垃圾": None})
    Kind.objects.filter(code="piled-sundries").update(is_active=False)
    with pytest.raises(Invalid, match="还没有对应"):
        receive(cast, file)
