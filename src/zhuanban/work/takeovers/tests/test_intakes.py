"""Old tables, texts and folders come in as they are: read, looked through, marked 历史移交, judged by nobody."""

import io
import struct
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import Light, PhotoRole, Source, State
from zhuanban.work.matters.services import rebuild_tallies
from zhuanban.work.matters.tests.story import a_photo, kind, registered
from zhuanban.work.takeovers.models import Intake, Mapping
from zhuanban.work.takeovers.selectors.intakes import items_in, judged
from zhuanban.work.takeovers.services import intakes
from zhuanban.work.takeovers.tests.old_files import a_table, a_word_table, folders, picture

KIND = "exposed-rubbish"
HEAD = ("序号", "所属乡镇", "问题位置", "存在问题", "发现时间", "整改情况", "是否整改到位", "整改完成时间")
ROWS = (
    HEAD,
    (1, "柳河", "中心大街东首", "路边垃圾成堆", "2026-03-05", "已清运两车", "已完成", "2026-03-08"),
    (2, "白塔镇", "南环路", "桥下杂物", "2026.8.2", "正在协调", "推进中", ""),
)  # fmt: skip


def page(cast: Cast, name: str = "") -> str:
    return f"/c/{cast.campaign.slug}/takeover/files/{name}"


def upload(cast: Cast, content: bytes, name: str, by: Any = None) -> Intake:
    return intakes.upload_old(
        by=by or cast.office, campaign=cast.campaign, kind=kind(KIND), content=content, name=name,
        as_of=date(2026, 9, 28),
    )  # fmt: skip


def mapped(cast: Cast, row: Intake, client: Any) -> Any:
    """Confirm the guess as the page shows it."""
    client.force_login(cast.office)
    address = page(cast, f"{row.uid}/columns/")
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, data)


def receive(cast: Cast, row: Intake, client: Any) -> Any:
    client.force_login(cast.office)
    mark = client.get(page(cast, f"{row.uid}/")).context["preview"].mark
    return client.post(page(cast, f"{row.uid}/receive/"), {"previewed": mark}, follow=True)


def test_an_old_table_is_guessed_looked_through_and_brought_in_as_history(taken_over, client):
    cast = taken_over
    client.force_login(cast.office)
    form = {"kind": kind(KIND).pk, "as_of": "2026-09-28", "content": SimpleUploadedFile("旧台账.xlsx", a_table(*ROWS))}
    response = client.post(page(cast), form)
    row = Intake.objects.get()
    assert response.url == page(cast, f"{row.uid}/")
    text = client.get(page(cast, f"{row.uid}/columns/")).content.decode()
    assert all(words in text for words in ("问题位置", "中心大街东首；南环路", "乡镇（街道）"))
    assert mapped(cast, row, client).url == page(cast, f"{row.uid}/")
    assert Mapping.objects.get().columns == {
        "所属乡镇": "township", "问题位置": "place", "存在问题": "title", "发现时间": "happened_on",
        "整改情况": "detail", "是否整改到位": "state", "整改完成时间": "closed_on",
    }  # fmt: skip
    assert "已接收" in receive(cast, row, client).content.decode()
    old, going = Matter.objects.order_by("pk")
    assert (old.township, old.place, old.state, old.source) == (
        cast.towns[0], "中心大街东首", State.CLOSED, Source.HANDOVER,
    )  # fmt: skip
    assert old.closed_at.date() == date(2026, 3, 7)  # midnight in Shanghai
    assert (going.township, going.state, going.light, going.is_late) == (
        cast.towns[1], State.REGISTERED, Light.NONE, False,
    )  # fmt: skip
    assert old.entered_at.date() == date(2026, 11, 24)
    row.refresh_from_db()
    assert (row.state, bool(row.content)) == ("done", False)
    assert rebuild_tallies(cast.campaign, mend=False) == 0
    assert Entry.objects.latest("pk").sentence.startswith("接收历史资料（表格）：新登记 2 件")


def test_a_layout_that_was_named_is_known_again_and_its_rows_too(taken_over, client):
    cast = taken_over
    row = upload(cast, a_table(*ROWS), "一.xlsx")
    mapped(cast, row, client)
    receive(cast, row, client)
    third = (3, "东岗街道", "北街", "占道", "2026-05-01", "", "是", "2026-05-02")
    again = upload(cast, a_table(*ROWS, third), "二.xlsx")
    assert again.state == "read"
    items = judged(cast.office, again, items_in(Intake.objects.get(pk=again.pk)))
    assert [item.skip for item in items] == [True, True, False]
    assert "已经接收过" in items[0].notes[0]
    receive(cast, again, client)
    assert Matter.objects.count() == 3


def test_words_nobody_knows_are_asked_once_and_kept(taken_over, client):
    cast = taken_over
    strange = (HEAD, (1, "老城片", "北街", "占道", "2026-05-01", "", "搞定了", "2026-05-02"))
    row = upload(cast, a_table(*strange), "旧.xlsx")
    response = mapped(cast, row, client)
    assert response.url == page(cast, f"{row.uid}/columns/")
    context = client.get(response.url).context["form"]
    labels = [field.label for field in context.translations()]
    assert labels == ["“搞定了”是", "“老城片”是"]
    data = {name: context[name].value() or "" for name in context.fields}
    data |= {"state-0": "closed", "township-0": str(cast.towns[2].pk)}
    assert client.post(response.url, data).url == page(cast, f"{row.uid}/")
    receive(cast, row, client)
    matter = Matter.objects.get()
    assert (matter.township, matter.state) == (cast.towns[2], State.CLOSED)
    assert upload(cast, a_table(*strange), "又.xlsx").state == "read"


def test_what_is_wrong_is_told_by_row_and_nothing_comes_in(taken_over, client):
    cast = taken_over
    late = (HEAD, (1, "柳河镇", "北街", "占道", "2026-11-01", "", "是", ""), (2, "", "", "", "去年", "x", "是", ""))
    row = upload(cast, a_table(*late), "旧.xlsx")
    mapped(cast, row, client)
    text = client.get(page(cast, f"{row.uid}/")).content.decode()
    assert all(words in text for words in ("不是历史资料", "请选定乡镇", "请填写地点", "不是日期"))
    with pytest.raises(Invalid, match="什么也没有接收"):
        intakes.bring_in(by=cast.office, intake=row)
    assert not Matter.objects.exists()


def test_a_file_brought_in_is_taken_back_with_its_closed_matters(taken_over, client):
    cast = taken_over
    row = upload(cast, a_table(*ROWS), "旧.xlsx")
    mapped(cast, row, client)
    receive(cast, row, client)
    text = client.post(page(cast, f"{row.uid}/take-back/"), follow=True).content.decode()
    assert "已撤销" in text
    assert set(Matter.objects.values_list("state", flat=True)) == {State.VOID}


def test_a_word_table_of_before_and_after_becomes_matters_with_both_photos(taken_over, client):
    cast = taken_over
    rows = (
        ("序号", "乡镇", "地点", "整改前", "整改后", "完成时间"),
        ("1", "柳河镇", "中心大街", picture(10), picture(20), "2026年3月5日"),
        ("2", "白塔镇", "南环路", picture(30), "", ""),
    )
    row = upload(cast, a_word_table(rows), "对比.docx")
    assert (row.sort, row.state, row.counts["photos"]) == ("words", "read", 3)
    receive(cast, row, client)
    done, going = Matter.objects.order_by("pk")
    assert (done.place, done.state, going.state) == ("中心大街", State.CLOSED, State.REGISTERED)
    assert sorted(done.photos.values_list("role", flat=True)) == [PhotoRole.AFTER, PhotoRole.BEFORE]


def test_a_word_block_with_captions_is_read_too(taken_over):
    cast = taken_over
    rows = (("整改前", "整改后"), (picture(11), picture(21)), ("地点：柳河镇桥头  时间：2026年4月1日", ""))
    row = upload(cast, a_word_table(rows), "对比.docx")
    (item,) = items_in(Intake.objects.get(pk=row.pk))
    assert (item.place, item.township, item.closed_on) == ("柳河镇桥头", cast.towns[0].pk, "2026-04-01")


def test_folders_of_photos_are_understood_in_any_order_and_corrected_by_a_person(taken_over, client):
    cast = taken_over
    files = {
        "照片/柳河镇/中心大街/整改前/a.jpg": picture(41), "照片/柳河镇/中心大街/整改后/b.jpg": picture(42),
        "照片/整改前/白塔/南环路/c.jpg": picture(43), "照片/老城/北街/d.jpg": picture(44), "照片/说明.txt": b"note",
    }  # fmt: skip
    row = upload(cast, folders(files), "照片.zip")
    items = {item.place: item for item in items_in(Intake.objects.get(pk=row.pk))}
    assert items["中心大街"].township == cast.towns[0].pk
    assert (len(items["中心大街"].before), len(items["中心大街"].after)) == (1, 1)
    assert (items["南环路"].township, len(items["南环路"].before)) == (cast.towns[1].pk, 1)
    assert Intake.objects.get(pk=row.pk).left_out == ["照片/说明.txt：不是 JPG、PNG 图片，或者超过 15 MB"]
    client.force_login(cast.office)
    address = page(cast, f"{row.uid}/")
    response = client.get(address)
    assert "分不清整改前后" in response.content.decode()
    form = response.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    north = items["北街"].row
    data |= {f"loose_as-{north}": "before", f"township-{north}": str(cast.towns[2].pk)}
    data = {name: value for name, value in data.items() if value not in (False, "")}
    assert client.post(address, data).status_code == 302
    receive(cast, row, client)
    assert sorted(Matter.objects.values_list("place", "township__name", "state")) == [
        ("中心大街", "柳河镇", "closed"), ("北街", "东岗街道", "registered"), ("南环路", "白塔镇", "registered"),
    ]  # fmt: skip


def test_names_in_gb18030_are_read(taken_over):
    cast = taken_over
    row = upload(cast, gb_zip("白塔镇/南环路/整改前/一.jpg", picture(51)), "照片.zip")
    (item,) = items_in(Intake.objects.get(pk=row.pk))
    assert (item.place, item.township, len(item.before)) == ("南环路", cast.towns[1].pk, 1)


def gb_zip(name: str, content: bytes) -> bytes:
    """As Chinese Windows writes it: GB18030 without the mark of UTF-8."""
    encoded = name.encode("gb18030")
    holder = "x" * len(encoded)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(holder, content)
    return out.getvalue().replace(holder.encode(), encoded)


def test_photos_go_to_a_matter_that_is_here_already(taken_over, client):
    cast = taken_over
    known = registered(cast, place="中心大街", photos=[a_photo(cast)])
    row = upload(cast, folders({"柳河镇/中心大街/整改前/a.jpg": picture(61)}), "照片.zip")
    client.force_login(cast.office)
    assert known.number in client.get(page(cast, f"{row.uid}/")).content.decode()
    (item,) = items_in(Intake.objects.get(pk=row.pk))
    intakes.correct_items(by=cast.office, intake=row, corrected={item.row: {"attach": known.number}})
    receive(cast, row, client)
    assert Matter.objects.count() == 1
    assert known.photos.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "空.xlsx", "空的"),
        (a_table(*ROWS), "机密_旧台账.xlsx", "涉密文件不得上传"),
        (folders({"a.jpg": picture(1)}), "秘密★照片.zip", "涉密文件不得上传"),
        (b"PK\x03\x04broken", "坏.zip", "打不开"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 64, "照片.zip", "只收 .zip"),
        (a_word_table([("甲", "乙")]), "没有.docx", "没有找到带“整改前”"),
        (folders({"说明.txt": b"x"}), "无.zip", "没有 JPG"),
        (a_table(("只有一列",)), "旧.xlsx", "没有找到表头"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("512x"), "旧.doc", "读不出来"),
    ],
)
def test_a_bad_file_ends_in_a_clear_sentence(taken_over, content, name, message):
    with pytest.raises(Invalid, match=message):
        upload(taken_over, content, name)
    assert not Intake.objects.exists()


def test_a_bomb_is_refused_before_anything_is_unpacked(taken_over):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("柳河镇/a.jpg", b"\0" * (20 * 1024 * 1024))
    with pytest.raises(Invalid, match="大得不正常"):
        upload(taken_over, out.getvalue(), "照片.zip")


def test_a_township_brings_in_its_own_and_outsiders_nothing(taken_over, client):
    cast = taken_over
    mine = upload(cast, folders({"柳河镇/中心大街/整改前/a.jpg": picture(71)}), "照片.zip", by=cast.township)
    assert intakes.bring_in(by=cast.township, intake=mine).batch.count == 1
    other = upload(cast, folders({"白塔镇/南街/整改前/a.jpg": picture(72)}), "照片.zip", by=cast.township)
    with pytest.raises(Invalid, match="您不能登记白塔镇"):
        intakes.bring_in(by=cast.township, intake=other)
    client.force_login(cast.other_township)
    assert client.get(page(cast, f"{mine.uid}/")).status_code == 404
    for person in (cast.outsider, cast.handler, cast.leader, cast.inspector):
        with pytest.raises(Refused):
            upload(cast, a_table(*ROWS), "旧.xlsx", by=person)
        client.force_login(person)
        assert client.get(page(cast)).status_code == 404


def test_a_day_that_is_no_history_is_refused_at_the_upload(taken_over):
    cast = taken_over
    with pytest.raises(Invalid, match="接管日期"):
        intakes.upload_old(
            by=cast.office, campaign=cast.campaign, kind=kind(KIND), content=a_table(*ROWS), name="旧.xlsx",
            as_of=date(2026, 10, 1),
        )  # fmt: skip
