"""Rows of tables in a text: one row is one line, its cells stand between TABs, an empty cell is nothing between two."""

from __future__ import annotations

from collections.abc import Iterator

from notice_compiler.grammar.columns import columns_of, people_of
from notice_compiler.model import Span

BLANKS = " \u3000\u00a0\u200b\u200d\ufeff\u2002\u2003"
SURE = 2


def row_spans(text: str) -> dict[int, int]:
    """Start and end of each line that is a row; blank lines between rows do not part a table."""
    found: dict[int, int] = {}
    if "\t" not in text:
        return found
    block: list[Span] = []
    for line in (*_lines(text), Span(len(text), len(text))):
        if "\t" in text[line.start : line.end]:
            block.append(line)
        else:
            found |= _table(text, block)
            block = []
    return found


def cells_of(text: str, row: Span) -> list[Span]:
    """The cells of a row, the blanks around them cut off; an empty one has no length."""
    cells: list[Span] = []
    at = row.start
    for words in text[row.start : row.end].split("\t"):
        kept = words.strip()
        start = at + len(words) - len(words.lstrip()) if kept else at
        cells.append(Span(start, start + len(kept)))
        at += len(words) + 1
    return cells


def _lines(text: str) -> Iterator[Span]:
    """Lines that hold words, with the TABs at their ends."""
    at = 0
    for raw in text.split("\n"):
        kept = raw.strip(BLANKS)
        if kept.strip():
            start = at + len(raw) - len(raw.lstrip(BLANKS))
            yield Span(start, start + len(kept))
        at += len(raw) + 1


def _table(text: str, block: list[Span]) -> dict[int, int]:
    """From its head on; without a head, only lines that have several TABs and all the same number."""
    for number, row in enumerate(block):
        words = [text[cell.start : cell.end] for cell in cells_of(text, row)]
        if columns_of(words) or people_of(words):
            return dict(block[number:])
    tabs = {text.count("\t", *row) for row in block}
    return dict(block) if len(block) > 1 and len(tabs) == 1 and tabs.pop() >= SURE else {}
