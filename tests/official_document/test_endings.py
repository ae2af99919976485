"""The signature never stands on a page without text: what Word holds together at the end."""

from collections.abc import Sequence

import pytest
from lxml import etree
from tests.official_document.reading_back import SPACES, Page, W
from tests.official_document.reading_back import Paragraph as ReadParagraph

from official_document import Block, Heading, Paragraph, Table

ONE_LINE = Paragraph("本通报数据由台账自动生成。")
TWO_LINES = Paragraph("对本通报数据有异议的，可在收到之日起30日内向专班办公室提出，专班办公室在30日内核实答复。")
TEN_LINES = Paragraph("专班办公室将对进度较慢的事项主动上门服务，" * 13)
ROWS = tuple((str(place), "清河街道", "98.5") for place in range(1, 15))
TABLE = Table(("序号", "乡镇（街道）", "得分"), ROWS)
EARLIER = (TWO_LINES, TWO_LINES, TWO_LINES)


def held(page: Page) -> list[etree._Element]:
    """What Word holds on the page of the signature, in order: paragraphs, and the rows of tables."""
    parts: list[etree._Element] = []
    for element in page.body.iterchildren(f"{W}p", f"{W}tbl"):
        parts += element.findall("w:tr", SPACES) if element.tag == f"{W}tbl" else [element]
    (day,) = (index for index, part in enumerate(parts) if text_of(part) == "2024年5月6日")
    first = day
    while first and parts[first - 1].find(".//w:keepNext", SPACES) is not None:
        first -= 1
    return parts[first : day + 1]


def text_of(part: etree._Element) -> str:
    return "".join(part.itertext())


def texts(read_back, *last: Block, attachments: Sequence[str] = ()) -> list[str]:
    page = read_back(blocks=(*EARLIER, *last), attachments=tuple(attachments))
    return [text_of(part) for part in held(page) if text_of(part)]


def test_two_lines_of_the_last_paragraph_go_along(read_back, circular):
    assert texts(read_back, TWO_LINES) == [TWO_LINES.text, circular.signer, "2024年5月6日"]


def test_a_last_paragraph_of_one_line_takes_the_one_before_along(read_back):
    assert texts(read_back, ONE_LINE)[:2] == [TWO_LINES.text, ONE_LINE.text]


def test_a_heading_goes_along_with_its_line(read_back):
    assert texts(read_back, Heading(1, "一、下步工作"), ONE_LINE)[:2] == ["一、下步工作", ONE_LINE.text]


def test_a_short_paragraph_goes_whole_a_long_one_leaves_two_lines_at_least(read_back):
    for last, tag, absent in (
        (TWO_LINES, "w:keepLines", "w:widowControl"),
        (TEN_LINES, "w:widowControl", "w:keepLines"),
    ):
        properties = held(read_back(blocks=(*EARLIER, last), attachments=()))[0].find("w:pPr", SPACES)
        assert properties.find(tag, SPACES) is not None
        assert properties.find(absent, SPACES) is None


def test_after_a_table_its_last_rows_go_along(read_back):
    assert texts(read_back, TABLE)[:2] == ["13清河街道98.5", "14清河街道98.5"]


def test_a_closing_line_after_a_table_takes_the_last_rows_along(read_back):
    assert texts(read_back, TABLE, ONE_LINE)[:3] == ["13清河街道98.5", "14清河街道98.5", ONE_LINE.text]


def test_attachments_go_along_with_the_text_before_them(read_back):
    found = texts(read_back, TWO_LINES, attachments=("问题清单", "整改进展"))
    assert found[:3] == [TWO_LINES.text, "附件：1.问题清单", "2.整改进展"]


def holds_the_next(line: ReadParagraph) -> bool:
    return line.element.find("w:pPr/w:keepNext", SPACES) is not None


def test_a_note_is_not_torn_from_the_day(read_back):
    page = read_back(copies_to="", printed_by="")
    assert holds_the_next(page.the("成文日期"))
    assert not holds_the_next(page.the("附注"))


def test_the_imprint_never_stands_on_a_page_without_text_either(read_back):
    assert holds_the_next(read_back().the("附注"))
    assert holds_the_next(read_back(note="").the("成文日期"))


@pytest.mark.parametrize(("sealed", "blanks"), [(True, 2), (False, 1)])
def test_blank_lines_leave_room_for_the_seal(read_back, sealed, blanks):
    page = read_back(sealed=sealed, attachments=(), blocks=EARLIER)
    assert [text_of(part) for part in held(page)][1 : 1 + blanks] == [""] * blanks


def test_a_document_of_one_line_is_set_all_the_same(read_back):
    page = read_back(blocks=(ONE_LINE,), attachments=())
    assert ONE_LINE.text in [text_of(part) for part in held(page)]
    assert read_back(blocks=(), attachments=()).the("发文机关署名").text
