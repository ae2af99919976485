"""Logical lines, also where line ends were lost or are only margins: …负责）2．简化办事程序…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Line
from notice_compiler.grammar.rows import BLANKS as BLANKS_BESIDE_ROWS
from notice_compiler.grammar.rows import row_spans
from notice_compiler.grammar.words import is_run_on
from notice_compiler.lexicon.heads import SALUTATION, SIGNED, TITLE_END, TO_ALL
from notice_compiler.lexicon.markers import AFTER_DUTY, BEGINS, CHAPTER_ONLY, GLUED, MARKERS, TITLE_ONLY
from notice_compiler.lexicon.variants import BLANK

BLANKS = re.compile(f"[{BLANK}]+")
ENDS = tuple("。；：！？;:!?”」）)〕]】")
LONG = 400
HEAD = 800


def run(draft: Draft) -> Draft:
    """Cut the text into lines, and say where paragraphs begin."""
    rows = row_spans(draft.text)
    cuts = list(_physical(draft.text, rows))
    run_on = is_run_on(draft.text)
    parted = [
        piece
        for start, end in cuts
        for piece in ([(start, end)] if start in rows else _parted(draft.text, start, end, run_on=run_on))
    ]
    lines: list[Line] = []
    for start, end in parted:
        row = start in rows
        lines.append(Line(start, end, row or not (run_on and _goes_on(draft.text, lines, start)), row))
    return replace(draft, lines=tuple(lines))


def _parted(text: str, start: int, end: int, *, run_on: bool) -> Iterator[tuple[int, int]]:
    return _at(start, end, _edges(text, start, end)) if run_on else _closed(text, start, end)


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


def _edges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a line ends and the next one begins, in a text without line ends."""
    edges = _head(text, start, end) if start < HEAD else []
    if end - start > LONG:
        edges += [found.span() for found in BLANKS.finditer(text, start, end)]
        edges += [found.span() for found in GLUED.finditer(text, start, end)]
        edges += [found.span("next") for found in TITLE_ONLY.finditer(text, start, end)]
        edges += [found.span("next") for found in CHAPTER_ONLY.finditer(text, start, end)]
    if signed := SIGNED.search(text, max(start, end - HEAD), end):
        edges += [(at, at) for at in (*signed.span("organ"), signed.end("day"))]
    return sorted(edges)


def _head(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Title, number and recipients run together."""
    reach = min(end, HEAD)
    edges = [(at, at) for found in TITLE_END.finditer(text, start, reach) for at in found.span("number")]
    edges += [found.span() for found in TO_ALL.finditer(text, start, reach)]
    begins = [start, *(right for _, right in sorted(edges))]
    greeted = next((found for at in begins if (found := SALUTATION.match(text, at, reach))), None)
    return [*edges, (greeted.end(), greeted.end())] if greeted else edges


def _at(start: int, end: int, edges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for left, right in [*edges, (end, end)]:
        if at < left:
            yield at, left
        at = max(at, right)


def _closed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the line ends are kept, only a bracket that names units or a chapter's title ends an item within a line."""
    at = start
    if chapter := CHAPTER_ONLY.match(text, start, end):
        at = chapter.start("next")
        yield start, at
    for found in AFTER_DUTY.finditer(text, start, end):
        yield at, found.start()
        at = found.start()
    yield at, end


def _goes_on(text: str, lines: list[Line], start: int) -> bool:
    """A blank in the middle of a sentence ends nothing."""
    if not lines or lines[-1].row or text[lines[-1].end - 1].endswith(ENDS):
        return False
    return not BEGINS.match(text, start) or not any(pattern.match(text, start) for _, _, pattern in MARKERS)
