"""A workbook comes in: checked as a whole, shown, confirmed, all or nothing, known again, taken back within a day."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.ground.core import clock
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.services import record_progress
from zhuanban.work.workbooks.models import BookImport
from zhuanban.work.workbooks.selectors.imports import found_in
from zhuanban.work.workbooks.services import importing
from zhuanban.work.workbooks.services.reading import read_book
from zhuanban.work.workbooks.tests.filled import LEDGER, a_row, book, headings, picture, template, with_dispimg

DOOR = "/c/yunxi-2024/workbooks/"
STRAY = datetime.fromisoformat("2024-06-30")


def send(client, by, content, name="台账.xlsx", kind=LEDGER):
    client.force_login(by)
    return client.post(DOOR, {"content": SimpleUploadedFile(name, content), "kind": kind})


def mark_on(page):
    return page.content.decode().partition('name="previewed" value="')[2].partition('"')[0]


def confirm(client, answer):
    page = client.get(answer.url)
    return client.post(f"{answer.url}confirm/", {"previewed": mark_on(page)}, follow=True)


def a_book(cast, count=3, **cells):
    return book(headings(cast, cast.office), [a_row(cast, f"大街 {n} 号", **cells) for n in range(count)])


def test_a_workbook_comes_in_after_a_yes_and_is_known_again(cast, morning, client):
    content = a_book(cast, 3, 计划完成=STRAY)
    answer = send(client, cast.township, content)
    page = client.get(answer.url).content.decode()
    assert "检查无误，将要登记 3 件" in page
    assert "柳河镇 3 件" in page
    assert not Matter.objects.exists()
    done = confirm(client, answer).content.decode()
    assert "已登记 3 件，编号 2024-00001 至 2024-00003。" in done
    assert Matter.objects.filter(township=cast.towns[0], planned_on=STRAY.date(), state="handling").count() == 3
    assert BookImport.objects.get().content is None or not BookImport.objects.get().content
    again = client.get(send(client, cast.township, content).url).content.decode()
    assert "这张表里的事项都已导入" in again
    assert "第 3 行：已导入，编号 2024-00001" in again
    assert "确认登记" not in again
    more = client.get(send(client, cast.office, a_book(cast, 4, 计划完成=STRAY)).url).content.decode()
    assert "将要登记 1 件" in more


def test_one_entry_holds_the_digests_and_no_words_of_the_sheet(cast, morning, client):
    confirm(client, send(client, cast.township, a_book(cast), name="张三台账.xlsx"))
    (entry,) = Entry.objects.filter(campaign_id=cast.campaign.pk)
    assert entry.event == "MattersRegistered"
    assert entry.payload["sha256"] == BookImport.objects.get().sha256
    assert "张三" not in str(entry.payload) + entry.sentence


def test_faults_are_told_by_row_and_column_and_a_marked_copy_is_given(cast, morning, client):
    heads = headings(cast, cast.office)
    rows = [
        a_row(cast, "甲"), a_row(cast, "", 计划完成="下月底"), a_row(cast, "乙", 计划完成="2024-01-01"),
        a_row(cast, "丙", **{"乡镇（街道）": "柳荷镇"}), a_row(cast, "甲"), a_row(cast, "丁", 经度="东经"),
    ]  # fmt: skip
    answer = send(client, cast.office, book(heads, rows))
    page = client.get(answer.url).content.decode()
    assert "有 6 处不对，什么也没有导入" in page
    told = {(fault.row, fault.column): fault.words for fault in found_in(BookImport.objects.get()).faults}
    assert told[4, "地点"] == "没有填写"
    assert told[4, "计划完成"] == "“下月底”不是日期，请写成 2024-03-05 这样"
    assert told[5, "计划完成"] == "计划完成日期不能早于今天"
    assert told[6, "乡镇（街道）"] == "“柳荷镇”不在可选项里，是不是“柳河镇”？"
    assert told[7, ""] == "与第 3 行完全相同，请删去一行"
    assert told[8, "经度"] == "“东经”不是数字"
    assert not Matter.objects.exists()
    copy = client.get(f"{answer.url}marked/")
    (sheet,) = read_book(copy.content, "标出.xlsx")
    assert sheet.cell(2, sheet.width) == "哪里不对"
    assert "不是日期" in sheet.cell(4, sheet.width)
    assert sheet.cell(6, 1) == "柳荷镇"
    assert Entry.objects.filter(event="FileHandedOut").count() == 1


def test_the_template_is_read_back_without_its_example(cast, morning, client):
    client.force_login(cast.township)
    answer = client.get(f"{DOOR}template/?kind=lamp-renewal")
    sheets = read_book(answer.content, "模板.xlsx")
    assert [sheet.is_hidden for sheet in sheets] == [False, True]
    assert [sheets[0].cell(row, 1) for row in (2, 3, 4)] == ["序号", "说明", "示例"]
    assert "工程量和投资由此计算" in str(sheets[0].row(3))
    empty = send(client, cast.township, template(cast, cast.township), kind="")
    assert "没有填写事项" in empty.content.decode()
    assert empty.status_code == 422


def test_a_template_of_another_action_and_a_strange_table_are_explained(cast, morning, client):
    other = template(cast, cast.office)
    cast.campaign.slug = "another"
    cast.campaign.save()
    client.force_login(cast.office)
    sent = {"content": SimpleUploadedFile("a.xlsx", other), "kind": ""}
    assert "另一个专项行动" in client.post("/c/another/workbooks/", sent).content.decode()
    strange = SimpleUploadedFile("a.csv", "姓名,年龄\n甲,1\n".encode())
    page = client.post("/c/another/workbooks/", {"content": strange, "kind": ""})
    assert "请选择类别" in page.content.decode()
    strange.seek(0)
    page = client.post("/c/another/workbooks/", {"content": strange, "kind": LEDGER})
    assert "找不到表头" in page.content.decode()
    assert not BookImport.objects.exists()


def test_outsiders_and_other_units_see_and_do_nothing(cast, morning, client):
    answer = send(client, cast.township, a_book(cast))
    for other in (cast.outsider, cast.auditor, cast.leader, cast.other_township):
        client.force_login(other)
        assert client.get(answer.url).status_code == 404
        assert client.post(f"{answer.url}confirm/").status_code == 404
        assert client.post(f"{answer.url}undo/").status_code == 404
    assert send(client, cast.leader, a_book(cast)).status_code == 404
    foreign = send(client, cast.other_township, a_book(cast))
    assert "不在可选项里" in client.get(foreign.url).content.decode()
    client.force_login(cast.office_colleague)
    page = client.get(answer.url).content.decode()
    assert "确认登记" not in page
    assert not Matter.objects.exists()


def test_what_changed_since_it_was_shown_is_shown_anew(cast, morning, client):
    answer = send(client, cast.township, a_book(cast, 2))
    mark = mark_on(client.get(answer.url))
    confirm(client, send(client, cast.office, a_book(cast, 1)))
    client.force_login(cast.township)
    page = client.post(f"{answer.url}confirm/", {"previewed": mark}, follow=True).content.decode()
    assert "情况有了变化" in page
    assert "将要登记 1 件" in page
    assert "请先看过预览" in client.post(f"{answer.url}confirm/", {}, follow=True).content.decode()
    assert Matter.objects.count() == 1


def test_an_import_is_taken_back_within_a_day(cast, morning, client):
    content = a_book(cast, 2)
    answer = send(client, cast.township, content)
    confirm(client, answer)
    record_progress(by=cast.township, matter=Matter.objects.earliest("pk"), text="已开工")
    page = client.post(f"{answer.url}undo/", follow=True).content.decode()
    assert "已撤销，作废 1 件，1 件已有人办理，保留：2024-00001。" in page
    assert "撤销这次导入" not in page
    assert "将要登记 1 件" in client.get(send(client, cast.township, content).url).content.decode()
    assert "已经撤销过" in client.post(f"{answer.url}undo/", follow=True).content.decode()


def test_long_workbooks_are_checked_and_brought_in_by_the_worker(cast, morning, client, monkeypatch):
    monkeypatch.setattr(importing, "CHECKED_AT_ONCE", 10)
    monkeypatch.setattr(importing, "BROUGHT_AT_ONCE", 1)
    answer = send(client, cast.township, a_book(cast, 2))
    page = client.get(answer.url).content.decode()
    assert "正在检查" in page
    assert 'hx-trigger="every 2s"' in page
    deliver_pending()
    confirm(client, answer)
    assert "正在登记 2 件" in client.get(answer.url).content.decode()
    deliver_pending()
    assert "登记了 2 件" in client.get(answer.url).content.decode()
    broken = send(client, cast.township, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="坏.xls")
    deliver_pending()
    assert "打不开" in client.get(broken.url).content.decode() or "读不懂" in client.get(broken.url).content.decode()


def test_photos_in_cells_go_to_the_matter_of_their_row(cast, morning, client):
    heads = headings(cast, cast.office, "lamp-renewal")
    lamps = next(name for name in heads if name.startswith("盏数"))
    rows = [{"乡镇（街道）": "柳河镇", "地点": place, lamps: 3} for place in ("甲处", "乙处")]
    before, after = (heads.index(name) for name in ("整改前照片", "整改后照片"))
    content = book(heads, rows, {(3, "整改前照片"): picture(10), (3, "整改后照片"): picture(20)})
    missing = send(client, cast.township, content, kind="lamp-renewal")
    assert "须附照片" in client.get(missing.url).content.decode()
    whole = with_dispimg(content, f"{chr(ord('A') + before)}4", picture(30))
    answer = send(client, cast.township, whole, kind="lamp-renewal")
    assert "3 张" in client.get(answer.url).content.decode()
    confirm(client, answer)
    first, second = Matter.objects.order_by("pk")
    assert sorted(first.photos.values_list("role", flat=True)) == ["after", "before"]
    assert [photo.role for photo in second.photos.all()] == ["before"]
    assert after == before + 1
    assert first.photos.first().photo.sent_by == cast.township


def test_pictures_beside_the_columns_and_what_is_no_photo_are_faults(cast, morning, client):
    heads = headings(cast, cast.office)
    content = book(heads, [a_row(cast, "甲处")], {(3, "地点"): picture()})
    page = client.get(send(client, cast.township, content).url).content.decode()
    assert "图片不在照片列里" in page
    place = f"{chr(ord('A') + heads.index('整改前照片'))}3"
    odd = with_dispimg(book(heads, [a_row(cast, "甲处")]), place, b"GIF89a" + bytes(20))
    assert "图片格式不收" in client.get(send(client, cast.township, odd).url).content.decode()


def test_a_secret_workbook_is_refused_and_kept_nowhere(cast, morning, client):
    answer = send(client, cast.township, a_book(cast), name="机密_台账.xlsx")
    assert "涉密文件不得上传" in answer.content.decode()
    assert not BookImport.objects.exists()


@pytest.mark.parametrize("role", ["office", "inspector", "handler", "township"])
def test_whoever_may_register_may_send_one(cast, morning, client, role):
    assert send(client, getattr(cast, role), a_book(cast)).status_code == 302


def test_what_nobody_confirms_is_forgotten_after_a_day(cast, morning, client):
    send(client, cast.township, a_book(cast))
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert importing.discard_unconfirmed() == 1
    assert BookImport.objects.get().state == "discarded"
    assert not BookImport.objects.get().content
