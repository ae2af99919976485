"""The lines of a part of a web page, as a browser would set them: a line a block, a line a row of a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from lxml import html

from notice_compiler.grammar.counting import written
from notice_compiler.lexicon.markers import MARKERS
from notice_compiler.reading.grids import MAX_COLUMNS, Cell, lines_of

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "form", "hr")
)
BLOCKS |= frozenset(("li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"))
CELLS = ("td", "th")
BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line end of the source between two ideographs is no blank of the text.
WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r]*\n[ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])")
ORDERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MAX_ROWS_DOWN = 1_000
Kind = Literal["text", "link", "break", "row"]
Skipped = Collection[html.HtmlElement]


class Written(NamedTuple):
    """A line, and whether all its words are links."""

    words: str
    linked: bool


def lines_in(root: html.HtmlElement, skipped: Skipped) -> Iterator[Written]:
    """Without the elements that are skipped."""
    held: list[tuple[str, Kind]] = []
    for words, kind in (*_pieces(root, skipped), ("", "break")):
        if kind in ("text", "link"):
            held.append((words, kind))
            continue
        line = BLANKS.sub(" ", WRAPPED.sub("", "".join(piece for piece, _ in held))).strip(" ")
        if line.strip():
            yield Written(line, not any(piece.strip() for piece, told in held if told == "text"))
        held = []
        if kind == "row":
            yield Written(words, linked=False)


def is_grid(element: html.HtmlElement) -> bool:
    """A table that holds no other, with rows of several cells."""
    if element.tag != "table" or next(islice(element.iter("table"), 1, 2), None) is not None:
        return False
    rows = list(element.iter("tr"))
    return len(rows) > 1 and any(sum(1 for cell in row if cell.tag in CELLS) > 1 for row in rows)


def _pieces(root: html.HtmlElement, skipped: Skipped) -> Iterator[tuple[str, Kind]]:
    """Words and breaks in the order of the page; not by recursion, a page may be nested deeper than the stack."""
    stack: list[tuple[html.HtmlElement, bool]] = [(root, True)]
    links = 0
    counts: dict[html.HtmlElement, int] = {}
    while stack:
        element, opens = stack.pop()
        if opens and isinstance(element.tag, str) and element not in skipped:
            if is_grid(element):
                yield "", "break"
                for line in _rows(element, skipped):
                    yield line, "row"
            else:
                yield from _opening(element, counts, linked=links > 0 or element.tag == "a")
                links += element.tag == "a"
                stack.append((element, False))
                stack.extend((each, True) for each in reversed(element))
                continue
        elif not opens:
            links -= element.tag == "a"
            if element.tag in BLOCKS:
                yield "", "break"
        if element is not root and element.tail:
            yield element.tail, "link" if links else "text"


def _opening(
    element: html.HtmlElement, counts: dict[html.HtmlElement, int], *, linked: bool
) -> Iterator[tuple[str, Kind]]:
    if element.tag in BLOCKS:
        yield "", "break"
    if element.tag == "li" and (label := _label(element, counts)):
        yield label, "text"
    if element.text and element.tag == "pre":
        for line in element.text.split("\n"):
            yield from ((line, "text"), ("", "break"))
    elif element.text:
        yield element.text, "link" if linked else "text"


def _label(item: html.HtmlElement, counts: dict[html.HtmlElement, int]) -> str:
    """The number that a browser prints before an item of an ordered list; not before one that has its own."""
    listed = item.getparent()
    if listed is None or listed.tag != "ol" or "none" in (listed.get("style") or ""):
        return ""
    start = listed.get("start") or "1"
    first = int(start) if start.isascii() and start.isdecimal() and len(start) <= 6 else 1
    counts[listed] = counts.get(listed, first - 1) + 1
    words = next((text.strip() for text in item.itertext() if text.strip()), "")
    if any(pattern.match(words) for _, _, pattern in MARKERS):
        return ""
    return f"{written(counts[listed], ORDERS.get(listed.get('type') or '', 'decimal'))}. "


def _rows(table: html.HtmlElement, skipped: Skipped) -> list[str]:
    titles = [line.words for each in table.iter("caption") for line in lines_in(each, skipped)]
    down: dict[int, tuple[int, int]] = {}
    return [*titles, *lines_of([_row(row, down, skipped) for row in table.iter("tr") if row not in skipped])]


def _row(row: html.HtmlElement, down: dict[int, tuple[int, int]], skipped: Skipped) -> list[Cell]:
    """The cells of a row, those that reach down from above in their places; `down`: column → rows left, width."""
    cells: list[Cell] = []
    at = _from_above(cells, 0, down)
    for cell in row:
        if cell.tag not in CELLS or cell in skipped:
            continue
        across, deep = _size(cell, "colspan", MAX_COLUMNS), _size(cell, "rowspan", MAX_ROWS_DOWN)
        cells.append(Cell(tuple(line.words for line in lines_in(cell, skipped)), across))
        if deep > 1:
            down[at] = (deep - 1, across)
        at = _from_above(cells, at + across, down)
    for column in sorted(each for each in down if each > at):
        cells.append(Cell((), column - at))
        at = _from_above(cells, column, down)
    return cells


def _from_above(cells: list[Cell], at: int, down: dict[int, tuple[int, int]]) -> int:
    """The next free column, behind the cells that reach down to here."""
    while at in down:
        left, across = down.pop(at)
        cells.append(Cell((), across, above=True))
        if left > 1:
            down[at] = (left - 1, across)
        at += across
    return at


def _size(cell: html.HtmlElement, name: str, most: int) -> int:
    words = cell.get(name) or "1"
    number = int(words) if words.isascii() and words.isdecimal() and len(words) <= 6 else 1
    return min(most, number or most)
