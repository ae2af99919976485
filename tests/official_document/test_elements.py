"""Every element of the document: face, size, place."""

from datetime import date

import pytest
from tests.official_document.reading_back import SPACES, W
from tests.official_document.reading_back import Paragraph as ReadParagraph

from official_document.geometry import mark_size, width

POINTS_PER_MM = 72 / 25.4


def test_the_mark_is_red_and_begins_35_mm_below_the_text_edge(read_back):
    page = read_back()
    blank, mark = page.paragraphs[0], page.the("发文机关标志")
    assert page.index("发文机关标志") == 1
    assert (mark.font, mark.run("w:color", "val"), mark.of("w:jc", "val")) == ("方正小标宋简体", "FF0000", "center")
    top = blank.line_pt + (mark.line_pt - mark.size_pt) / 2
    assert top / POINTS_PER_MM == pytest.approx(35, abs=0.5)


@pytest.mark.parametrize("characters", [4, 8, 12, 16, 20, 23, 24])
def test_the_mark_fits_one_line(characters):
    size, scale = mark_size("甲" * characters)
    assert size * scale / 100 * characters <= 156 * POINTS_PER_MM + 0.5
    assert 30 <= size <= 48
    assert scale >= 60


def test_two_blank_lines_stand_between_mark_number_and_title(read_back):
    page = read_back()
    assert page.index("发文字号") - page.index("发文机关标志") == 3
    assert page.index("公文标题") - page.index("发文字号") == 3
    assert page.index("主送机关") - page.index("公文标题") == 2


def test_the_red_rule_lies_4_mm_below_the_number(read_back):
    number = read_back().the("发文字号")
    rule = number.element.find("w:pPr/w:pBdr/w:bottom", SPACES)
    gap = (number.line_pt - number.size_pt) / 2 + int(rule.get(f"{W}space"))
    assert gap / POINTS_PER_MM == pytest.approx(4, abs=0.3)
    assert rule.get(f"{W}color") == "FF0000"
    assert (number.text, number.of("w:jc", "val")) == ("茂专办〔2024〕3号", "center")


def test_a_number_not_yet_given_keeps_its_line(read_back):
    assert read_back(number=None).the("发文字号").text == ""


def test_the_title_is_broken_by_sense(read_back):
    title = read_back().the("公文标题")
    assert title.text == "关于2024年4月份小城镇综合提升\n专项行动督导检查情况的通报"
    assert (title.font, title.size_pt, title.of("w:jc", "val")) == ("方正小标宋简体", 22, "center")


def test_recipients_stand_flush_left_with_a_full_width_colon(read_back):
    recipients = read_back(recipients="区有关部门：").the("主送机关")
    assert recipients.text == "区有关部门："
    assert recipients.of("w:ind", "firstLine") is None


def test_body_text_is_imitation_song_3_indented_two(read_back):
    body = read_back().styled("公文正文")[0]
    assert (body.font, body.size_pt) == ("仿宋_GB2312", 16)
    assert (body.of("w:ind", "firstLineChars"), body.of("w:ind", "firstLine")) == ("200", "630")


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("公文一级标题", "黑体"),
        ("公文二级标题", "楷体_GB2312"),
        ("公文三级标题", "仿宋_GB2312"),
        ("公文四级标题", "仿宋_GB2312"),
    ],
)
def test_levels_have_their_faces_and_stay_with_what_follows(read_back, style, font):
    heading = read_back().the(style)
    assert (heading.font, heading.size_pt) == (font, 16)
    assert heading.element.find("w:pPr/w:keepNext", SPACES) is not None


def test_an_opening_phrase_has_its_own_face(read_back):
    page = read_back()
    lead = page.styled("公文正文")[1]
    assert lead.text == "一是清运不及时。个别主次干道未做到日产日清。"
    assert (lead.font, lead.run("w:rFonts", "eastAsia", index=1)) == ("楷体_GB2312", "仿宋_GB2312")


def test_attachments_are_numbered_and_hang_under_their_names(read_back):
    first, second = read_back().styled("附件说明")
    assert first.text == "附件：1.4月份问题清单"
    assert second.text.startswith("2.巩固提升阶段")
    for line, opening in ((first, "附件：1."), (second, "2.")):
        name_starts = int(line.of("w:ind", "left"))
        assert name_starts == 6 * 315
        assert int(line.of("w:ind", "hanging")) == width(opening) * 315
    assert name_starts - int(first.of("w:ind", "hanging")) == 2 * 315


def test_a_single_attachment_has_no_number(read_back):
    assert read_back(attachments=("问题清单",)).the("附件说明").text == "附件：问题清单"


def right(paragraph: ReadParagraph) -> float:
    return int(paragraph.of("w:ind", "right") or 0) / 315


def centre(paragraph: ReadParagraph) -> float:
    return right(paragraph) + width(paragraph.text) / 2


def test_sealed_the_day_is_four_in_and_the_name_centred_over_it(read_back):
    page = read_back(signer="茂林区政府", sealed=True)
    name, day = page.the("发文机关署名"), page.the("成文日期")
    assert day.text == "2024年5月6日"
    assert right(day) == pytest.approx(4, abs=0.01)
    assert centre(name) == pytest.approx(centre(day), abs=0.01)


def test_sealed_a_long_name_stays_two_in_and_takes_the_day_along(read_back):
    page = read_back(sealed=True)
    name, day = page.the("发文机关署名"), page.the("成文日期")
    assert right(name) == pytest.approx(2, abs=0.01)
    assert centre(name) == pytest.approx(centre(day), abs=0.01)


def test_unsealed_the_day_begins_two_right_of_the_name(read_back):
    page = read_back(sealed=False)
    name, day = page.the("发文机关署名"), page.the("成文日期")
    assert right(name) == pytest.approx(2, abs=0.01)
    name_starts, day_starts = (right(one) + width(one.text) for one in (name, day))
    assert name_starts - day_starts == pytest.approx(2, abs=0.01)


def test_unsealed_a_day_longer_than_the_name_stays_two_in(read_back):
    page = read_back(sealed=False, signer="区委", date=date(2024, 12, 26))
    name, day = page.the("发文机关署名"), page.the("成文日期")
    assert right(day) == pytest.approx(2, abs=0.01)
    assert right(name) + width(name.text) - right(day) - width(day.text) == pytest.approx(2, abs=0.01)


def test_the_note_stands_in_brackets_indented_two(read_back):
    note = read_back(note="（此件公开发布）").the("附注")
    assert note.text == "（此件公开发布）"
    assert note.of("w:ind", "firstLineChars") == "200"
