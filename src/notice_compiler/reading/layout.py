"""Printed lines to text: running heads and page numbers fall away, lines that were only wrapped are joined again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from notice_compiler.reading.secrecy import level_of

ENDS = tuple("。；：！？")
CLOSES = (*ENDS, "）", ")", "”")
OPENS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[章条阶])"
)
DASHES = r"[-—–－―·•~～\s]*"
PAGE_NUMBER = re.compile(
    rf"{DASHES}(?:第\s?)?(?:\d{{1,4}}|[ivxIVX]{{1,5}})\s?页?(?:\s?[/／,，]?\s?共?\s?\d{{1,4}}\s?页)?(?:/\d{{1,4}})?{DASHES}"
)
EDGE = 0.13
EDGE_LINES = 3
RUNNING_SHARE = 0.4
LONG_EMS = 10
SLACK_EMS = 1.6
INDENT_EMS = 1.2
HANGING_EMS = 3.5
FIRST_EMS = 2.6
RAGGED_EMS = 8
ENDLESS = float("inf")
APART = 1.5
UNPARTED = re.compile(r"[（(〔\[《“‘【]*(?:[!-~]{1,80}|.)[，。、；：！？）)〕\]》”’】%…]*")
WORDS_MEET = re.compile(r"[A-Za-z,.;:]\n[A-Za-z]")


class Line(NamedTuple):
    """A line as printed, y downwards; `em` is the width of a character; a row of a table has its `cells`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    cells: tuple[str, ...] = ()


class Page(NamedTuple):
    """A page and its lines in reading order."""

    width: float
    height: float
    lines: tuple[Line, ...]


class _Margins(NamedTuple):
    left: float
    right: float
    pitch: float
    indented: bool


def text_of(pages: Sequence[Page]) -> str:
    """The paragraphs of all pages, one a line."""
    pages = with_whole_tables(without_running_heads(pages))
    margins = {
        width: _margins([page for page in pages if _width(page) == width]) for width in {_width(p) for p in pages}
    }
    paragraphs: list[str] = []
    before: tuple[int, Line] | None = None
    for number, page in enumerate(pages):
        for line in page.lines:
            if before and _goes_on(before[1], line, margins[_width(page)], same_page=before[0] == number):
                paragraphs[-1] = _joined(paragraphs[-1], line.text)
            else:
                paragraphs.append(line.text)
            before = (number, line)
    return "\n".join(paragraphs)


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Pages without what stands at the same height on most of them, and without their numbers."""
    counted = Counter(key for page in pages for key in {_key(page, line) for line in _edges(page)})
    running = {key for key, count in counted.items() if count >= max(2, RUNNING_SHARE * len(pages))}
    return [_without(page, running) for page in pages]


def with_whole_tables(pages: Sequence[Page]) -> list[Page]:
    """Pages on which a table that goes on repeats no header, and a row broken by the end of a page is whole."""
    pairs = [pair for page in pages for pair in pairwise(page.lines[1:])]  # behind a header that was repeated
    split = any(above.cells and row.cells and not row.cells[0] for above, row in pairs)
    whole: list[Page] = []
    header: Line | None = None
    for page in pages:
        lines = list(page.lines)
        last = whole[-1].lines[-1] if whole and whole[-1].lines else None
        if last and header and _is_same_table(last, lines):
            if lines[0].cells == header.cells:
                lines.pop(0)
            if _is_same_table(last, lines) and _is_rest(last, lines[0], split=split):
                cells = tuple(one + other for one, other in zip(last.cells, lines.pop(0).cells, strict=True))
                last = last._replace(text="\t".join(cells), cells=cells)
                whole[-1] = whole[-1]._replace(lines=(*whole[-1].lines[:-1], last))
        else:
            header = None
        header = _last_header(lines, header)
        whole.append(page._replace(lines=tuple(lines)))
    return whole


def _is_same_table(last: Line, lines: Sequence[Line]) -> bool:
    return bool(lines and last.cells and len(last.cells) == len(lines[0].cells)) and (
        abs(last.left - lines[0].left) + abs(last.right - lines[0].right) < last.em
    )


def _is_rest(last: Line, first: Line, *, split: bool) -> bool:
    """A row without a first cell is the rest of the one before; in a table with merged cells, where that broke off."""
    if first.cells[0] or not any(first.cells):
        return False
    broken = any(one and other and not one.endswith(CLOSES) for one, other in zip(last.cells, first.cells, strict=True))
    return broken or not split


def _last_header(lines: Sequence[Line], known: Line | None) -> Line | None:
    """The first row of the table that stands at the end of a page."""
    header = known if lines and all(line.cells for line in lines) else None
    for above, line in zip((None, *lines), lines, strict=False):
        if line.cells and not (above.cells if above else header):
            header = line
    return header if lines and lines[-1].cells else None


def _without(page: Page, running: set[tuple[str, int]]) -> Page:
    # A mark of secrecy on every page is no running head: it must be seen.
    gone = [line for line in _edges(page) if _key(page, line) in running and not level_of(line.text)]
    left = [line for line in page.lines if line not in gone]
    for at in (0, -1):
        if left and page.lines[at] not in gone and _is_edge(page, left[at]) and _is_page_number(left[at].text):
            left.pop(at)
    return page._replace(lines=tuple(left))


def _is_page_number(text: str) -> bool:
    return len(text) <= 24 and PAGE_NUMBER.fullmatch(text) is not None


def _edges(page: Page) -> list[Line]:
    ends = [*page.lines[:EDGE_LINES], *page.lines[-EDGE_LINES:]]
    return [line for line in ends if _is_edge(page, line)]


def _is_edge(page: Page, line: Line) -> bool:
    return line.bottom < EDGE * page.height or line.top > (1 - EDGE) * page.height


def _key(page: Page, line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(50 * line.top / page.height)


def _width(page: Page) -> int:
    return round(page.width / 20)


def _margins(pages: Iterable[Page]) -> _Margins:
    """Where the lines of these pages begin and end; right is endless where nothing was wrapped."""
    nothing = _Margins(0, ENDLESS, ENDLESS, indented=False)
    runs = [[line for line in page.lines if not line.cells] for page in pages]
    lines = [line for run in runs for line in run]
    full = [line for line in lines if line.right - line.left >= LONG_EMS * line.em]
    if not full:
        return nothing
    right = sorted(line.right for line in full)[int(0.9 * (len(full) - 1))]
    wrapped = [line for line in full if abs(right - line.right) < SLACK_EMS * line.em]
    if len(wrapped) < 3 or len(wrapped) < 0.15 * len(lines):
        return nothing
    left = sorted(line.left for line in wrapped)[len(wrapped) // 10]
    steps = [below.top - above.top for run in runs for above, below in pairwise(run)]
    pitch = median([step for step in steps if step > 0] or [ENDLESS])
    starts = [
        below
        for run in runs
        for above, below in pairwise(run)
        if above.right < right - SLACK_EMS * above.em and below in wrapped
    ]
    deep = [line for line in starts if line.left > left + INDENT_EMS * line.em]
    return _Margins(left, right, pitch, indented=2 * len(deep) >= len(starts))


def _goes_on(above: Line, below: Line, margins: _Margins, *, same_page: bool) -> bool:
    em = above.em
    if above.cells or below.cells or abs(above.em - below.em) > 0.2 * em:
        return False
    if same_page and below.top - above.top > APART * max(margins.pitch, above.bottom - above.top):
        return False
    ended, opens = above.text.endswith(ENDS), OPENS.match(below.text) is not None
    indent, gap = (below.left - margins.left) / em, (margins.right - above.right) / em
    if (
        _is_open(above.text)
        and not opens
        and above.right - above.left > LONG_EMS * em
        and not RAGGED_EMS < gap < ENDLESS
    ):
        return True
    if gap > max(SLACK_EMS, _head(below.text) + SLACK_EMS / 2):
        # Set ragged: where paragraphs are indented, a line that is not goes on, however early the one before broke off.
        flush = margins.indented and indent < SLACK_EMS / 2 and above.left - margins.left < FIRST_EMS * em
        return flush and gap < RAGGED_EMS and not ended and not opens
    if opens and (ended or not margins.indented):
        return False
    if indent > INDENT_EMS:
        beside = abs(below.left - above.left) < em / 2 and not margins.indented
        return (beside or indent > HANGING_EMS) and not ended and not opens
    return margins.indented or not ended


def _is_open(text: str) -> bool:
    """A bracket was opened and not closed: （责任单位："""
    return max(map(text.rfind, "（(〔")) > max(map(text.rfind, "）)〕"))


def _head(text: str) -> float:
    """How many characters wide the beginning is that no line may part: （2031, 范”。"""
    found = UNPARTED.match(text)
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in found[0]) if found else 0


def _joined(above: str, below: str) -> str:
    return f"{above} {below}" if WORDS_MEET.fullmatch(f"{above[-1:]}\n{below[:1]}") else above + below
