"""A workbook of any make is read as people see it; what is no workbook, too big or broken is explained."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.workbooks.rules.cells import CellFault, choice, day, heading, number, text, words, yes_no
from zhuanban.work.workbooks.rules.faults import Fault
from zhuanban.work.workbooks.rules.sheets import Area, Sheet, find_head, guess_head, letters, resolved
from zhuanban.work.workbooks.services import reading
from zhuanban.work.workbooks.services.reading import read_book
from zhuanban.work.workbooks.tests.books import FILES, made, open_row, open_sheet, table

HEADINGS = ("乡镇（街道）", "地点", "长度（米）", "计划完成")


def test_a_sheet_of_wps_is_read_with_its_merged_cells_days_and_numbers():
    (sheet,) = read_book((FILES / "ledger.et").read_bytes(), "柳河镇.et")
    head = find_head(sheet, HEADINGS)
    assert sheet.title == "推进台账"
    assert (head.first, head.columns["地点"], letters(head.columns["计划完成"])) == (2, 3, "E")
    rows = dict(sheet.body(head))
    assert list(rows) == [3, 4]
    assert [cells["乡镇（街道）"] for cells in rows.values()] == ["柳河镇", "柳河镇"]
    assert [day(cells["计划完成"]) for cells in rows.values()] == [date(2024, 6, 30), date(2024, 7, 1)]
    assert [number(cells["长度（米）"]) for cells in rows.values()] == [Decimal("120.5"), Decimal("80")]


def test_an_xlsx_by_the_name_of_et_is_read_too():
    (sheet,) = read_book(table([["地点", "长度（米）"], ["大街", 12]]), "台账.et")
    assert dict(sheet.body(find_head(sheet, HEADINGS))) == {2: {"地点": "大街", "长度（米）": 12}}


def test_an_open_sheet_is_read():
    (sheet,) = read_book(open_sheet(open_row("地点", "长度（米）") + open_row("大街", "12")), "台账.ods")
    assert dict(sheet.body(find_head(sheet, HEADINGS))) == {2: {"地点": "大街", "长度（米）": "12"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_whatever_it_is_written(encoding, separator):
    said = separator.join(["地点", "说明"]) + "\r\n" + separator.join(["大街", '"一处\n两行"', "'=1+1"]) + "\r\n"
    (sheet,) = read_book(said.encode(encoding), "台账.csv")
    assert sheet.grid[1] == ["大街", "一处\n两行", "=1+1"]


def test_hidden_sheets_are_told_apart_and_the_title_above_is_no_head():
    def build(book, sheet):
        sheet.merge_range(0, 0, 0, 3, "柳河镇推进台账")
        sheet.write_row(1, 0, ["", "填报单位：柳河镇"])
        sheet.write_row(2, 0, ["乡镇 （街道）*", "地点(必填)", "长度(米)", "计划\n完成"])
        sheet.write_row(3, 0, ["柳河镇", "大街"])
        hidden = book.add_worksheet("代码")
        hidden.hide()

    shown, hidden = read_book(made(build), "台账.xlsx")
    assert (shown.is_hidden, hidden.is_hidden) == (False, True)
    head = find_head(shown, HEADINGS)
    assert head.columns == {name: place for place, name in enumerate(HEADINGS, start=1)}
    assert list(shown.body(head)) == [(4, {"乡镇（街道）": "柳河镇", "地点": "大街", "长度（米）": "", "计划完成": ""})]


def test_a_heading_that_comes_twice_is_told():
    head = find_head(Sheet("台账", [["地点", "说明", "地点"]]), ["地点", "说明"])
    assert (head.columns["地点"], head.doubled) == (1, ("地点",))
    assert find_head(Sheet("台账", [["姓名", "年龄"]]), HEADINGS) is None


def test_a_head_of_an_unknown_layout_is_guessed_two_rows_of_it_too():
    grid = [
        ["某镇台账", "", "", "", ""],
        ["序号", "项目", "资金", "", "备注"],
        ["", "", "计划", "到位", ""],
        [1, "修路", 5, 3, ""],
    ]
    merged = [Area(1, 1, 1, 5), Area(2, 1, 3, 1), Area(2, 2, 3, 2), Area(2, 3, 2, 4), Area(2, 5, 3, 5)]
    head = guess_head(Sheet("台账", resolved(grid, merged), merged))
    assert (head.first, head.last) == (2, 3)
    assert head.columns == {"序号": 1, "项目": 2, "资金／计划": 3, "资金／到位": 4, "备注": 5}
    again = guess_head(Sheet("台账", [["项目", "备注", "备注"], ["修路", "", ""]]))
    assert again.columns == {"项目": 1, "备注": 2, "备注（C 列）": 3}
    assert guess_head(Sheet("台账", [["只有一格"], [1, 2, 3]])) is None


@pytest.mark.parametrize(
    ("given", "found"),
    [("2024-3-5", date(2024, 3, 5)), ("2024年3月5日", date(2024, 3, 5)), ("２０２４．３．５", date(2024, 3, 5)),
     ("20240305", date(2024, 3, 5)), ("2024/3/5 10:30", date(2024, 3, 5)), (45356.0, date(2024, 3, 5)),
     (datetime.fromisoformat("2024-03-05T08:00"), date(2024, 3, 5)), ("", None), (None, None)],
)  # fmt: skip
def test_days_are_read_as_people_write_them(given, found):
    assert day(given) == found


@pytest.mark.parametrize(
    ("read", "given", "why"),
    [(day, "3月5日", "没有写年份"), (day, "24.3.5", "年份请写四位"), (day, "2024-02-30", "没有“2024-02-30”这一天"),
     (day, "下月底", "不是日期"), (day, 7.0, "不是日期"), (day, "0024-01-01", "年份不对"),
     (number, "约30", "不是数字"), (number, "30米", "只填数字，不写“米”"), (number, True, "应是数字"),
     (number, date(1900, 1, 12), "应是数字，单元格现在是日期"), (number, "1e400", "不"),
     (yes_no, "也许", "请改为“是”或“否”"),
     (text, "甲\x07", "含有不能显示的字符"), (text, "长" * 2001, "最多 2000 个字")],
)  # fmt: skip
def test_what_a_cell_does_not_say_plainly_is_a_fault(read, given, why):
    with pytest.raises(CellFault, match=why):
        read(given)


@pytest.mark.parametrize(
    ("given", "found"),
    [("1,200.50", "1200.50"), ("１２", "12"), (0.1 + 0.2, "0.3"), (12.0, "12"), ("-3", "-3"), (1200.0, "1200")],
)
def test_numbers_are_read_as_a_sheet_shows_them(given, found):
    assert str(number(given)) == found


def test_choices_forgive_brackets_and_blanks_and_name_what_was_meant():
    assert choice(" 水泥路(新) ", ["水泥路（新）", "沥青路"]) == "水泥路（新）"
    with pytest.raises(CellFault, match="是不是“沥青路”"):
        choice("沥清路", ["水泥路", "沥青路"])
    with pytest.raises(CellFault, match="请选水泥路、沥青路"):
        choice("木桥", ["水泥路", "沥青路"])
    assert (yes_no("√"), yes_no("无"), yes_no(" "), words(True), words(3.0)) == (True, False, None, "是", "3")
    assert heading("长度\n（米） *必填*") == "长度（米）必填"


def test_a_fault_is_told_in_the_words_of_the_sheet():
    assert str(Fault("台账", 12, "计划完成", "没有写年份")) == "第 12 行“计划完成”：没有写年份"
    assert str(Fault("台账", 0, "", "没有表头")) == "工作表“台账”：没有表头"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [(b"", "a.xlsx", "文件是空的"), (b"%PDF-1.7 ...", "a.xlsx", "文件名写的是 .xlsx，内容其实是PDF"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.et", "打不开|读不懂"),
     (b"PK\x03\x04[Content_Types].xml", "a.xlsx", "打不开"), ("机密★\n地点".encode(), "a.csv", "密级")],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_a_reason(content, name, why):
    with pytest.raises(Invalid, match=why) as caught:
        read_book(content, name)
    assert caught.value.field == "content"


def test_a_far_cell_does_not_make_the_reader_lay_out_a_desert():
    for row, column in ((1_000_000, 1), (3, 16_000)):
        with pytest.raises(Invalid, match="表格最多"):
            read_book(made(lambda book, sheet, row=row, column=column: sheet.write(row, column, "x")), "a.xlsx")
    with pytest.raises(Invalid, match="表格最多"):
        read_book(open_sheet(open_row("甲", again=900_000)), "a.ods")
    with pytest.raises(Invalid, match="表格最多"):
        read_book(b"a,b\n" * 60_000, "a.csv")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    content = made(lambda book, sheet: sheet.write(0, 0, "x"))
    monkeypatch.setattr(reading, "MOST_UNPACKED", 100)
    with pytest.raises(Invalid, match="太大"):
        read_book(content, "a.xlsx")
