"""A title breaks by sense, in a good shape, and never inside what must stay whole."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from official_document import break_title
from official_document.geometry import width
from official_document.vocabulary import NEVER_FIRST

OFFICE = "茂林区综合提升工作专班办公室"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于表扬先进乡镇的通报", ["关于表扬先进乡镇的通报"]),
        (
            "关于2024年4月份小城镇综合提升专项行动督导检查情况的通报",
            ["关于2024年4月份小城镇综合提升", "专项行动督导检查情况的通报"],
        ),
        (
            f"{OFFICE}关于做好巩固提升阶段有关工作的通知",
            [OFFICE, "关于做好巩固提升阶段有关工作的通知"],
        ),
        (
            "关于印发《茂林区专项行动检查考核办法》的通知",
            ["关于印发", "《茂林区专项行动检查考核办法》的通知"],
        ),
    ],
)
def test_it_breaks_between_words(title, lines):
    assert list(break_title(title, (OFFICE,))) == lines


def test_a_book_title_is_never_torn():
    lines = break_title("关于印发《茂林区小城镇建设评比办法》和《茂林区驻地整治验收标准》的通知")
    for line in lines:
        assert line.count("《") == line.count("》")


def test_a_units_name_is_never_torn():
    title = f"关于调整{OFFICE}组成人员和明确有关责任分工事项的通知"
    assert any(OFFICE in line for line in break_title(title, (OFFICE,)))


def test_three_lines_make_a_trapezoid_or_a_diamond():
    title = "关于报送2024年度人居环境集中整治第二阶段问题整改进展情况和下一步工作计划及需要协调解决的有关事项的报告"
    widths = [width(line) for line in break_title(title)]
    assert len(widths) == 3
    steps = [after - before for before, after in pairwise(widths)]
    assert not (steps[0] < 0 < steps[1])


def test_equal_lines_are_only_the_last_resort():
    lines = break_title("关于茂林区环境卫生集中整治督导检查问题整改落实情况的通报")
    assert abs(width(lines[0]) - width(lines[1])) >= 1


def test_a_book_title_wider_than_a_line_breaks_like_other_text():
    lines = break_title("关于印发《茂林区小城镇综合提升专项行动检查考核评比办法（试行）》的通知")
    assert max(width(line) for line in lines) <= 20


@settings(max_examples=200, deadline=1000)
@given(st.text(alphabet="关于印发做好的《》（）、通知2024年月工作专项行动情况和甲乙", min_size=1, max_size=120))
def test_nothing_is_lost_and_nothing_is_too_wide(title):
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(width(line) <= 20 for line in lines)


@settings(max_examples=200, deadline=1000)
@given(st.text(alphabet="关于印发做好工作专项行动情况整改检查通知", min_size=21, max_size=70), st.integers(5, 15))
def test_no_line_begins_with_de(title, at):
    lines = break_title(f"{title[:at]}的{title[at:]}")
    assert all(line[0] not in NEVER_FIRST for line in lines)
