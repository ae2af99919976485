"""Tables: columns measured from their content, rows that stay whole."""

import pytest
from lxml import etree
from tests.official_document.reading_back import SPACES, W

from official_document import Table
from official_document.columns import measured
from official_document.geometry import width

POINTS_PER_MM = 72 / 25.4
HEADER = ("序号", "乡镇（街道）", "按期办结率", "返工率", "反弹率", "得分", "名次")
TOWNSHIPS = ("清河街道", "石桥镇", "双槐渡镇", "柳荫铺镇", "听松桥街道", "白芦荡镇", "晒谷岭乡")
QUARTER = tuple(
    (str(place), TOWNSHIPS[place % 7], "100.0%", "样本不足", "12.5%", "88.64" if place < 8 else "样本不足", "—")
    for place in range(1, 15)
)
LONG = "镇驻地主街沿线多处杂物乱堆乱放，背街小巷垃圾清运不及时"


def kept(row: etree._Element) -> bool:
    """Whether every cell of a row is held on the page of the next."""
    paragraphs = row.findall("w:tc/w:p", SPACES)
    found = {paragraph.find("w:pPr/w:keepNext", SPACES) is not None for paragraph in paragraphs}
    assert len(found) == 1
    return found.pop()


def letters_that_fit(table: Table) -> list[float]:
    """How many characters of the chosen size each column has room for."""
    grid = measured(table)
    return [(mm * POINTS_PER_MM - 6) / grid.text_style.size for mm in grid.widths_mm]


@pytest.mark.parametrize("columns", [3, 5, 6, 7])
def test_a_quarter_of_fourteen_townships_breaks_no_cell(columns):
    chosen = [*range(columns - 1), 6]
    table = Table(tuple(HEADER[at] for at in chosen), tuple(tuple(row[at] for at in chosen) for row in QUARTER))
    room = letters_that_fit(table)
    for texts in (table.header, *table.rows):
        assert all(width(text) + 0.9 <= fits for text, fits in zip(texts, room, strict=True))
    assert sum(measured(table).widths_mm) == pytest.approx(156)


@pytest.mark.parametrize(("columns", "size"), [(5, 14), (6, 12), (8, 10.5)])
def test_letters_are_as_large_as_the_columns_allow(columns, size):
    table = Table(("样本不足",) * columns, (("100.0%",) * columns,))
    assert measured(table).text_style.size == size


def test_a_long_text_gives_way_before_a_short_one():
    header = ("序号", "乡镇", "问题", "整改单位", "完成时限", "整改率", "备注", "责任领导", "联系电话")
    row = ("1", "晒谷岭乡", LONG, "住房和城乡建设局", "2026年10月12日", "98.5%", "样本不足", "区政府", "0000-0000000")
    room = letters_that_fit(Table(header, (row,)))
    short = [(text, fits) for text, fits in zip(row, room, strict=True) if width(text) <= 4 or text.isascii()]
    assert len(short) == 6
    assert all(width(text) <= fits for text, fits in short)
    assert all(width(text) <= fits for text, fits in zip(header, room, strict=True))


def test_more_than_fits_is_still_as_wide_as_the_text():
    grid = measured(Table(("样本不足",) * 30, (("样本不足",) * 30,)))
    assert sum(grid.widths_mm) == pytest.approx(156)
    assert min(grid.widths_mm) > 0


def test_a_long_column_has_the_room_that_the_others_leave():
    widths = measured(Table(("序号", "问题"), (("1", LONG * 3),))).widths_mm
    assert widths[1] > 4 * widths[0]


def test_the_head_is_repeated_and_no_row_is_split(read_back):
    rows = read_back(blocks=(Table(HEADER, QUARTER),)).body.find("w:tbl", SPACES).findall("w:tr", SPACES)
    assert len(rows) == 15
    assert [row.find("w:trPr/w:tblHeader", SPACES) is not None for row in rows] == [True] + [False] * 14
    assert all(row.find("w:trPr/w:cantSplit", SPACES) is not None for row in rows)


def test_neither_the_head_nor_a_single_row_is_left_alone(read_back, circular):
    page = read_back(blocks=(Table(HEADER, QUARTER), *circular.blocks[:1] * 4))
    rows = page.body.find("w:tbl", SPACES).findall("w:tr", SPACES)
    assert [kept(row) for row in rows] == [True, True] + [False] * 11 + [True, False]


def test_a_little_room_stands_above_and_below(read_back):
    page = read_back(blocks=(Table(HEADER, QUARTER),))
    table = page.body.find("w:tbl", SPACES)
    for gap in page.paragraphs:
        if gap.element in (table.getprevious(), table.getnext()):
            assert (gap.text, gap.line_pt) == ("", 8)


def test_widths_given_are_kept(read_back):
    table = read_back().body.findall("w:tbl", SPACES)[0]
    widths = [int(column.get(f"{W}w")) / 1440 * 25.4 for column in table.iterfind("w:tblGrid/w:gridCol", SPACES)]
    assert widths == pytest.approx([20, 100, 36], abs=0.1)


def test_long_cells_read_from_the_left(read_back):
    page = read_back(blocks=(Table(("事项",), (("短",), ("这一格里的文字比较长，应当从左边读起",)), (150,)),))
    cells = page.paragraphs_of(page.body.find("w:tbl", SPACES), ".//w:p")
    assert [cell.of("w:jc", "val") for cell in cells] == ["center", "center", "left"]
