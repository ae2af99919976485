"""Logical lines, also where line ends were lost or are only margins: …负责）2．简化办事程序…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Line
from notice_compiler.grammar.rows import BLANKS as BLANKS_BESIDE_ROWS
from notice_compiler.grammar.rows import row_spans
from notice_compiler.lexicon.markers import AFTER_DUTY, BEGINS, GLUED, MARKERS

BLANK = " \t\u3000\u00a0\u200b\u200d\ufeff\u2002\u2003"
BLANKS = re.compile(f"[{BLANK}]+")
ENDS = tuple("。；：！？;:!?”」）)〕]】")
LONG = 400
WRAPPED_SHARE = 0.3
WRAP_SLACK = 2


def run(draft: Draft) -> Draft:
    """Cut the text into lines, and say where paragraphs begin."""
    rows = row_spans(draft.text)
    cuts = list(_physical(draft.text, rows))
    run_on = 2 * max((end - start for start, end in cuts), default=0) > len(draft.text) > LONG
    cut = _glued if run_on else _closed
    cuts = [
        piece for start, end in cuts for piece in ([(start, end)] if start in rows else cut(draft.text, start, end))
    ]
    width = 0 if run_on else _margin(draft.text, [each for each in cuts if each[0] not in rows])
    lines: list[Line] = []
    for start, end in cuts:
        row = start in rows
        opens = row or not _goes_on(draft.text, lines, (start, end), width, run_on=run_on)
        lines.append(Line(start, end, opens, row))
    return replace(draft, lines=tuple(lines))


def _physical(text: str, rows: dict[int, int]) -> Iterator[tuple[int, int]]:
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip(BLANK)
        if stripped:
            start = at + len(raw) - len(raw.lstrip(BLANKS_BESIDE_ROWS))
            if start not in rows:
                start = at + len(raw) - len(raw.lstrip(BLANK))
            yield start, rows.get(start, start + len(stripped))
        at += len(raw) + 1


def _glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONG:
        yield start, end
        return
    edges = [(start, start)]
    edges += sorted(
        [found.span() for found in BLANKS.finditer(text, start, end)]
        + [found.span() for found in GLUED.finditer(text, start, end)]
    )
    for (_, left), (right, _) in zip(edges, [*edges[1:], (end, end)], strict=True):
        if left < right:
            yield left, right


def _closed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the line ends are kept, only a bracket that names units ends an item within a line."""
    at = start
    for found in AFTER_DUTY.finditer(text, start, end):
        yield at, found.start()
        at = found.start()
    yield at, end


def _margin(text: str, cuts: list[tuple[int, int]]) -> int:
    """The width at which lines were wrapped, or 0 where each line is a paragraph."""
    open_ended = [end - start for start, end in cuts if not text[end - 1].endswith(ENDS)]
    width = max((size for size in open_ended if size <= 60), default=0)
    full = sum(1 for size in open_ended if size >= width - WRAP_SLACK)
    return width if width >= 20 and full > WRAPPED_SHARE * len(cuts) else 0


def _goes_on(text: str, lines: list[Line], cut: tuple[int, int], width: int, *, run_on: bool) -> bool:
    if not lines or lines[-1].row or text[lines[-1].end - 1].endswith(ENDS):
        return False
    if BEGINS.match(text, cut[0]) and any(pattern.match(text, cut[0]) for _, _, pattern in MARKERS):
        return False
    return run_on or (width > 0 and lines[-1].end - lines[-1].start >= width - WRAP_SLACK)
