"""PDF files with text: what stands on the paper counts, not how it was drawn."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from notice_compiler import Unreadable, compile_notice, read_notice
from notice_compiler.reading import pages
from tests.compiler.print_pdf import LEFT, PAPER, SIZE, Picture, Rule, Shade, Sheet, Words, printed, ruled, wrapped
from tests.compiler.test_files import NOTICE, SENTENCE

LONG = NOTICE + "".join(
    f"（{number}）治理第{number}处河段。组织沿线乡镇清理河道漂浮垃圾和岸边杂物，修复破损护栏，公布监督电话，"
    f"做到有人巡查、有人保洁、有人管护。（责任单位：区水务局、区城管局，各镇人民政府）\n"
    for number in "二三四五六七八九十"
)


# A blank page is recognised in vain where recognition is installed.
NOTHING = "没有文字" if find_spec("rapidocr") else "扫描件"


def read(*sheets: Sheet) -> str:
    return pages.extract(printed(*sheets)).text


def sheets(text: str, *, heads: bool = True, indent: int = 2) -> list[Sheet]:
    """The text on paper, with a running head and page numbers."""
    made = wrapped(text, indent=indent)
    for at, page in enumerate(made, 1):
        if heads:
            page[:0] = [Words("云溪区水务局文件汇编", 200, 50, 10)]
            page += [Words(f"— {at} —", (80, 450)[at % 2], 780, 12)]
    return [Sheet(page) for page in made]


def test_a_print_gives_the_paragraphs_and_the_plan_of_its_text() -> None:
    content = printed(*sheets(LONG))
    assert len(wrapped(LONG)) > 2
    assert read_notice(content, name="通知.pdf") == LONG.strip()
    assert compile_notice(content, name="通知.pdf").duties == compile_notice(LONG.strip()).duties


def test_what_is_drawn_in_another_order_is_read_in_the_order_of_the_paper() -> None:
    shuffled = [Sheet(list(reversed(sheet.drawn))) for sheet in sheets(LONG)]
    assert read(*shuffled) == LONG.strip()
    letters = [Words(char, LEFT + SIZE * at, 100) for at, char in enumerate("检查工作制度。")]
    floats = [*letters[:5], Words("（区水务局负责）", LEFT, 130), *letters[5:]]
    assert read(Sheet(floats)) == "检查工作制度。\n（区水务局负责）"


def test_a_bracket_goes_on_in_the_next_line_however_few_lines_there_are() -> None:
    words = [
        Words("（一）清水。清理河道，保持清洁。（责任单位：", LEFT + 32, 100),
        Words("区水务局、各镇人民政府）", LEFT, 130),
    ]
    assert read(Sheet(words)) == "（一）清水。清理河道，保持清洁。（责任单位：区水务局、各镇人民政府）"


def test_paragraphs_without_indents_are_told_apart_by_their_ends_and_numbers() -> None:
    assert read(*sheets(LONG, indent=0)) == LONG.strip()


@pytest.mark.parametrize("form", ["- {} -", "—{}—", "第{}页 共8页", "第 {} 页", "{}", "{}/8", "· {} ·"])
def test_page_numbers_fall_away_in_every_form(form: str) -> None:
    made = [Sheet([*page, Words(form.format(at), 280, 790, 10)]) for at, page in enumerate(wrapped(LONG), 1)]
    assert read(*made) == LONG.strip()
    assert read(Sheet([Words("一、任务", LEFT, 100), Words("- 1 -", 280, 800)])) == "一、任务"


def test_a_number_within_the_paper_stays() -> None:
    assert read(Sheet([Words("附件", LEFT, 100), Words("3", LEFT, 400)])) == "附件\n3"


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    width, height = PAPER
    on_side = [
        Words("一、任务", 100, height - 80, turned=(0, 1, -1, 0)),
        Words("（一）清水", 130, height - 80, turned=(0, 1, -1, 0)),
    ]
    upside_down = [
        Words("一、任务", 400, height - 100, turned=(-1, 0, 0, -1)),
        Words("（一）清水", 400, height - 130, turned=(-1, 0, 0, -1)),
    ]
    other_side = [
        Words("一、任务", width - 100, 80, turned=(0, -1, 1, 0)),
        Words("（一）清水", width - 130, 80, turned=(0, -1, 1, 0)),
    ]
    for drawn in (on_side, upside_down, other_side):
        for rotate in (0, 90, 180, 270):
            assert read(Sheet(drawn, rotate=rotate)) == "一、任务\n（一）清水"


def test_a_slanted_watermark_is_no_text() -> None:
    slanted = Words("内部使用", 150, 500, 60, turned=(0.7, 0.7, -0.7, 0.7))
    assert read(Sheet([slanted, *wrapped("一、任务\n清理河道。")[0]])) == "一、任务\n清理河道。"


def test_a_row_of_a_ruled_table_is_one_line_however_its_cells_are_broken() -> None:
    rows = [
        ("序号", "任务", "责任单位"),
        ("1", "清理河道漂浮垃圾，保持水面清洁", "区水务局、区城管局，各镇人民政府"),
        ("2", "修复护栏", "区交通局"),
    ]
    drawn = [Words("附件1", LEFT, 100), *ruled(rows, (50, 150, 120), LEFT, 140), Words("完", LEFT, 400)]
    assert read(Sheet(drawn)).split("\n") == ["附件1", *("\t".join(row) for row in rows), "完"]


def test_a_table_over_two_pages_has_one_header_and_whole_rows() -> None:
    head, widths = ("序号", "任务", "责任单位"), (50, 150, 120)
    first = ruled([head, ("1", "清理河道", "区水务局、"), ("2", "修复护栏，", "区交通局")], widths, LEFT, 600)
    second = ruled([head, ("", "做到人人巡查", ""), ("3", "公布电话", "各镇人民政府")], widths, LEFT, 60)
    rows = [
        head,
        ("1", "清理河道", "区水务局、"),
        ("2", "修复护栏，做到人人巡查", "区交通局"),
        ("3", "公布电话", "各镇人民政府"),
    ]
    assert read(Sheet(first), Sheet(second)).split("\n") == ["\t".join(row) for row in rows]


def test_rows_under_a_merged_cell_stay_rows_on_the_next_page() -> None:
    first = ruled([("甲", "一、清理。"), ("", "二、修复。")], (60, 100), LEFT, 600)
    second = ruled([("", "三、公布。"), ("乙", "四、巡查。")], (60, 100), LEFT, 60)
    assert (
        read(Sheet([Words("表", LEFT, 580), *first]), Sheet(second))
        == "表\n甲\t一、清理。\n\t二、修复。\n\t三、公布。\n乙\t四、巡查。"
    )


def test_shades_behind_words_are_no_cells() -> None:
    shades = [Shade(LEFT, 90, 60, 16), Shade(LEFT + 60, 90, 60, 16), Shade(LEFT, 106, 120, 16)]
    assert read(Sheet([*shades, Words("一、任务安排", LEFT, 103), Words("清理", LEFT, 120)])) == "一、任务安排\n清理"


def test_a_merged_cell_is_printed_where_it_begins() -> None:
    drawn = ruled([("甲", "一"), ("", "二")], (60, 60), LEFT, 100)
    between = next(at for at, each in enumerate(drawn) if isinstance(each, Rule) and 100 < each.y < each.to_y + 1 < 140)
    drawn[between] = drawn[between]._replace(x=LEFT + 60)
    assert read(Sheet(drawn)) == "甲\t一\n\t二"


def test_a_frame_around_prose_is_no_table() -> None:
    corners = [(60, 90), (560, 90), (560, 700), (60, 700), (60, 90)]
    frame = [Rule(*one, *other) for one, other in pairwise(corners)]
    frame += [Rule(60, 130, 560, 130), Rule(500, 90, 500, 130)]
    assert read(Sheet([*frame, *wrapped(LONG)[0]])) == read(Sheet(wrapped(LONG)[0]))


def test_a_page_that_is_a_picture_among_pages_of_text_is_named() -> None:
    words, seal = Sheet(wrapped(NOTICE)[0]), Picture(400, 650, 90, 90)
    scanned = Sheet([Picture(0, 0, *PAPER)])
    plan = compile_notice(printed(words, scanned, Sheet([]), Sheet([seal]), scanned), name="通知.pdf")
    (told,) = (each for each in plan.findings if each.code == "pages-not-read")
    assert "第 2、5 页" in told.message
    assert plan.clauses
    sealed = compile_notice(printed(Sheet([*words.drawn, seal])), name="通知.pdf")
    assert "pages-not-read" not in {each.code for each in sealed.findings}


def test_blanks_are_kept_where_they_were_printed_and_not_thought_up() -> None:
    drawn = [Words("组　长：林致远 区委书记", LEFT, 100), Words("2031年", LEFT, 130), Words("3", LEFT + 68, 130)]
    assert read(Sheet(drawn)) == "组　长：林致远 区委书记\n2031年3"
    apart = [Words("组长", LEFT, 100), Words("林致远", LEFT + 80, 100)]
    assert read(Sheet(apart)) == "组长 林致远"


def test_type_made_bold_by_printing_twice_is_read_once() -> None:
    assert read(Sheet([Words("一、任务", LEFT, 100), Words("一、任务", LEFT + 0.4, 100)])) == "一、任务"
    assert read(Sheet([Words("——因地制宜", LEFT, 100)])) == "——因地制宜"


@pytest.mark.parametrize(
    ("given", "meant"), [("⼀、任务⾯", "一、任务面"), ("局⻓、⻛险", "局长、风险"), ("⻔⻋⻢", "门车马")]
)
def test_radicals_are_read_as_the_characters_they_stand_for(given: str, meant: str) -> None:
    assert compile_notice(given).text == meant
    assert read_notice(given.encode(), name="a.txt") == meant


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            printed(Sheet([Words("任务", LEFT, 100)]), extra=b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>"),
            "密码",
        ),
        (b"%PDF-1.7 nothing", "损坏"),
        pytest.param(printed(*[Sheet([])] * 301), "300 页", marks=pytest.mark.slow),
        (printed(Sheet([])), NOTHING),
    ],
)
def test_a_pdf_without_readable_text_says_why(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read_notice(content, name="通知.pdf")
    assert SENTENCE.match(str(refused.value))


def test_a_pdf_cut_off_anywhere_is_read_or_refused() -> None:
    content = printed(*sheets(LONG))
    for share in range(1, 20):
        with suppress(Unreadable):
            pages.extract(content[: len(content) * share // 20])


def test_the_originals_in_print_give_the_duties_of_their_texts(shared: Path) -> None:
    notices = shared / "notices"
    for original in sorted((notices / "original").glob("*.pdf")):
        plan = compile_notice(original)
        wanted = compile_notice(notices / f"{original.stem.removesuffix('_webprint')}.txt")
        assert {duty.unit for duty in wanted.duties} <= {duty.unit for duty in plan.duties}, original.name
