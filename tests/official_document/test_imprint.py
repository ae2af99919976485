"""The imprint (版记): its place, its rules, and 印发日期 on one line whatever stands beside it."""

import pytest
from lxml import etree
from tests.official_document.reading_back import SPACES, Page, W, attribute

from official_document.geometry import width

MM = 25.4 / 1440
POINTS_PER_MM = 72 / 25.4
PRINTER = "茂林区住房和城乡建设局办公室"
# Twenty characters: with the day they are one more than a line of 4号 has room for at ease.
LONG_PRINTER = "茂林区小城镇综合提升专项行动工作专班办公"
TOO_LONG_PRINTER = "茂林区小城镇综合提升专项行动工作专班办公室综合协调和宣传报道组"


def imprint(page: Page) -> etree._Element:
    return page.body.findall("w:tbl", SPACES)[-1]


def cells(row: etree._Element) -> list[tuple[int, int]]:
    """Width in twips and columns spanned of each cell."""
    return [
        (int(attribute(cell, "w:tcPr/w:tcW", "w")), int(attribute(cell, "w:tcPr/w:gridSpan", "val") or 1))
        for cell in row.iterfind("w:tc", SPACES)
    ]


def test_it_floats_on_the_lower_edge_with_its_three_rules(read_back):
    table = imprint(read_back())
    place = [attribute(table, "w:tblPr/w:tblpPr", name) for name in ("vertAnchor", "tblpYSpec", "horzAnchor")]
    assert place == ["margin", "bottom", "page"]
    assert int(attribute(table, "w:tblPr/w:tblpPr", "tblpX")) * MM == pytest.approx(28, abs=0.05)
    sizes = {
        side: int(attribute(table, f"w:tblPr/w:tblBorders/w:{side}", "sz")) / 8 / POINTS_PER_MM
        for side in ("top", "insideH", "bottom")
    }
    assert sizes == pytest.approx({"top": 0.35, "insideH": 0.25, "bottom": 0.35}, abs=0.02)
    columns = [int(column.get(f"{W}w")) for column in table.iterfind("w:tblGrid/w:gridCol", SPACES)]
    assert sum(columns) * MM == pytest.approx(156, abs=0.1)


def test_it_names_copies_printer_and_day(read_back):
    page = read_back()
    copies, printer, day = page.paragraphs_of(imprint(page), ".//w:p")
    assert copies.text == "抄送：区委办公室，区政府办公室。"
    assert (printer.text, day.text) == (PRINTER, "2024年5月7日印发")
    for line in (copies, printer, day):
        assert (line.font, line.size_pt) == ("仿宋_GB2312", 14)
    assert int(printer.of("w:ind", "left")) == int(day.of("w:ind", "right")) == 280
    assert (printer.of("w:jc", "val"), day.of("w:jc", "val")) == ("left", "right")


def test_copies_hang_under_the_first_name_one_character_in_on_both_sides(read_back):
    page = read_back(copies_to="，".join(["区人大常委会办公室"] * 8))
    copies = page.paragraphs_of(imprint(page), ".//w:p")[0]
    left, hanging = int(copies.of("w:ind", "left")), int(copies.of("w:ind", "hanging"))
    assert (left, hanging, int(copies.of("w:ind", "right"))) == (4 * 280, width("抄送：") * 280, 280)


@pytest.mark.parametrize("printer", [PRINTER, LONG_PRINTER, TOO_LONG_PRINTER])
def test_the_day_has_a_cell_that_holds_it_on_one_line(read_back, printer):
    page = read_back(printed_by=printer)
    copies, printed = imprint(page).findall("w:tr", SPACES)
    ((whole, spanned),) = cells(copies)
    (beside, _), (day, _) = cells(printed)
    assert (whole, spanned) == (beside + day, 2)
    # One character to the edge, one between name and day, one for faces whose figures are wide.
    assert day == pytest.approx((width("2024年5月7日印发") + 3) * 280, abs=1)


def test_a_printers_name_is_narrowed_a_little_before_it_has_two_lines(read_back):
    def scale(printer: str) -> int:
        page = read_back(printed_by=printer)
        room = cells(imprint(page).findall("w:tr", SPACES)[1])[0][0] - 280
        percent = int(page.paragraphs_of(imprint(page), ".//w:p")[1].run("w:w", "val") or 100)
        assert percent in range(85, 101)
        assert printer == TOO_LONG_PRINTER or width(printer) * 280 * percent / 100 <= room
        return percent

    assert scale(PRINTER) == 100
    assert 85 <= scale(LONG_PRINTER) < 100
    assert scale(TOO_LONG_PRINTER) == 100


def test_no_row_is_split(read_back):
    rows = imprint(read_back()).findall("w:tr", SPACES)
    assert all(row.find("w:trPr/w:cantSplit", SPACES) is not None for row in rows)


def test_without_a_printer_copies_fill_the_width(read_back):
    (row,) = imprint(read_back(printed_by="")).findall("w:tr", SPACES)
    ((whole, _),) = cells(row)
    assert whole * MM == pytest.approx(156, abs=0.1)


def test_without_copies_and_printer_there_is_none(read_back):
    assert len(read_back(copies_to="", printed_by="").body.findall("w:tbl", SPACES)) == 1
