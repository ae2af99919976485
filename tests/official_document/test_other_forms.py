"""Letters (信函) and minutes (纪要) have a first page of their own."""

import pytest
from lxml import etree
from tests.official_document.reading_back import SPACES, Page, attribute
from tests.official_document.reading_back import Paragraph as ReadParagraph

from official_document import Paragraph

MM = 25.4 / 1440
POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def letter(read_back):
    return read_back(kind="函", title="关于商请支持线缆整理的函", recipients="区通信行业协会")


@pytest.fixture
def minutes(read_back):
    return read_back(
        kind="纪要",
        issuer="专班办公室会议纪要",
        number="第5号",
        title="专班办公室第5次会议纪要",
        signer="专班办公室",
        recipients="",
        blocks=(Paragraph("林一，石二。", lead="出席："),),
    )


def first_page_part(page: Page, tag: str) -> ReadParagraph:
    (name,) = [
        name for name, content in page.parts.items() if name.startswith(f"word/{tag}") and b"w:framePr" in content
    ]
    return page.paragraphs_of(page.tree(name))[0]


def frame(paragraph: ReadParagraph) -> dict[str, str]:
    (found,) = paragraph.element.iterfind("w:pPr/w:framePr", SPACES)
    return {etree.QName(key).localname: str(value) for key, value in found.attrib.items()}


def test_a_letters_mark_begins_30_mm_below_the_upper_edge(letter):
    mark = first_page_part(letter, "header")
    place = frame(mark)
    top = int(place["y"]) * MM + (mark.line_pt - mark.size_pt) / 2 / POINTS_PER_MM
    assert top == pytest.approx(30, abs=0.2)
    assert place["vAnchor"] == place["hAnchor"] == "page"
    assert (mark.run("w:color", "val"), mark.text) == ("FF0000", "茂林区小城镇综合提升专项行动工作专班办公室")


def test_its_first_rule_is_thick_over_thin_4_mm_below_the_mark(letter):
    mark = first_page_part(letter, "header")
    rule = "w:pPr/w:pBdr/w:bottom"
    gap = (mark.line_pt - mark.size_pt) / 2 + int(attribute(mark.element, rule, "space"))
    assert gap / POINTS_PER_MM == pytest.approx(4, abs=0.3)
    assert attribute(mark.element, rule, "val") == "thickThinSmallGap"


def test_its_second_rule_is_thin_over_thick_20_mm_above_the_lower_edge(letter):
    foot = first_page_part(letter, "footer")
    assert 297 - int(frame(foot)["y"]) * MM == pytest.approx(20, abs=0.1)
    assert attribute(foot.element, "w:pPr/w:pBdr/w:top", "val") == "thinThickSmallGap"


def test_both_rules_are_170_mm_wide_in_the_middle_of_the_page(letter):
    for part in ("header", "footer"):
        place = frame(first_page_part(letter, part))
        assert int(place["w"]) * MM == pytest.approx(170, abs=0.1)
        assert int(place["x"]) * MM == pytest.approx(20, abs=0.1)


def test_its_first_page_has_no_number_the_others_do(letter):
    assert letter.body.find("w:sectPr/w:titlePg", SPACES) is not None
    assert b"PAGE" not in etree.tostring(first_page_part(letter, "footer").element)
    assert "PAGE" in "".join(letter.footer("default").element.itertext())


def test_its_text_begins_below_the_rule_with_the_number_at_the_right(letter):
    mark = first_page_part(letter, "header")
    rule_ends = 30 + mark.size_pt / POINTS_PER_MM + 4
    assert 37 + letter.paragraphs[0].line_pt / POINTS_PER_MM > rule_ends
    assert letter.the("发文字号").of("w:jc", "val") == "right"
    assert not letter.styled("发文机关标志")


def test_its_imprint_has_neither_rules_nor_printer(letter):
    table = letter.body.findall("w:tbl", SPACES)[-1]
    assert table.find("w:tblPr/w:tblBorders", SPACES) is None
    assert [one.text for one in letter.paragraphs_of(table, ".//w:p")] == ["抄送：区委办公室，区政府办公室。"]


def test_minutes_have_number_then_issuer_and_day_over_the_rule(minutes):
    number, head = minutes.styled("发文字号")
    assert (number.text, number.of("w:jc", "val")) == ("第5号", "center")
    assert head.text == "　专班办公室\t2024年5月6日"
    assert head.element.find("w:pPr/w:pBdr/w:bottom", SPACES) is not None
    assert head.of("w:ind", "right") is None


def test_a_long_issuer_of_minutes_leaves_the_day_a_line_of_its_own(read_back):
    page = read_back(kind="纪要", number="第5号", title="会议纪要", recipients="")
    _, issuer, day = page.styled("发文字号")
    assert issuer.text == "茂林区小城镇综合提升专项行动工作专班办公室"
    assert (day.text, day.of("w:jc", "val")) == ("2024年5月6日", "right")


def test_minutes_carry_neither_signature_nor_seal_and_label_who_was_there(minutes):
    assert not minutes.styled("发文机关署名")
    assert not minutes.styled("成文日期")
    body = minutes.the("公文正文")
    assert (body.text, body.font) == ("出席：林一，石二。", "黑体")
