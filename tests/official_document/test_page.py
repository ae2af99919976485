"""The page: GB/T 9704-2012 figures read back from the file."""

import pytest
from lxml import etree
from tests.official_document.reading_back import SPACES, W

MM = 25.4 / 1440


@pytest.fixture
def section(read_back):
    return read_back().body.find("w:sectPr", SPACES)


def mm(element: etree._Element, name: str) -> float:
    return int(element.get(W + name) or 0) * MM


def test_the_page_is_a4(section):
    size = section.find("w:pgSz", SPACES)
    assert mm(size, "w") == pytest.approx(210, abs=0.1)
    assert mm(size, "h") == pytest.approx(297, abs=0.1)


@pytest.mark.parametrize(("side", "margin"), [("top", 37), ("bottom", 35), ("left", 28), ("right", 26)])
def test_margins_leave_156_by_225_mm(section, side, margin):
    assert mm(section.find("w:pgMar", SPACES), side) == pytest.approx(margin, abs=0.1)


def test_twenty_two_lines_of_twenty_eight_characters(section, read_back):
    grid = section.find("w:docGrid", SPACES)
    text_height, text_width = 225 / MM, 156 / MM
    pitch = int(grid.get(f"{W}linePitch"))
    assert text_height / pitch == pytest.approx(22, abs=0.05)
    body = read_back().styled("公文正文")[0]
    assert body.line_pt == pytest.approx(28.95)
    assert 22 * body.line_pt * 20 <= text_height
    character = body.size_pt * 20 + int(body.run("w:spacing", "val"))
    assert 28 * character <= text_width < 29 * character


def test_page_numbers_stand_seven_mm_below_the_text(section, read_back):
    footer = read_back().footer("default")
    top_of_footer = mm(section.find("w:pgMar", SPACES), "footer") + footer.line_pt * 20 * MM
    assert 35 - top_of_footer == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
def test_odd_numbers_right_even_numbers_left_one_character_in(read_back, kind, side):
    footer = read_back().footer(kind)
    assert footer.of("w:jc", "val") == side
    assert int(footer.of("w:ind", side)) == 280
    assert footer.text == "—  —"
    assert "PAGE" in "".join(footer.element.itertext())
    assert (footer.font, footer.size_pt) == ("宋体", 14)


def test_odd_and_even_pages_differ(read_back):
    settings = read_back().tree("word/settings.xml")
    assert settings.find("w:evenAndOddHeaders", SPACES) is not None


def test_word_lays_it_out_in_its_own_mode_not_in_that_of_2007(read_back):
    (setting,) = read_back().tree("word/settings.xml").iterfind("w:compat/w:compatSetting", SPACES)
    assert setting.get(f"{W}val") == "15"


def test_no_theme_face_can_win_over_the_named_ones(read_back):
    assert b"Theme=" not in read_back().parts["word/styles.xml"].split(b"<w:latentStyles")[0]


def test_the_text_is_chinese_for_line_breaking(read_back):
    lang = read_back().tree("word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", SPACES)
    assert lang.get(f"{W}eastAsia") == "zh-CN"
