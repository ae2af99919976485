"""Line ends that are only a margin, and characters of no width, left out: …各乡⏎镇 is read as …各乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from notice_compiler.lexicon.markers import BEGINS, MARKERS
from notice_compiler.lexicon.posts import PERSON_LINE, ROLE_LABEL
from notice_compiler.lexicon.variants import BLANK
from notice_compiler.model import Span

LINE = re.compile(rf"[^\n{BLANK}](?:[^\n]*[^\n{BLANK}])?")
NO_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[\u200b\u200d\ufeff](?=[\u4e00-\u9fff])")
ENDS = tuple("。；：！？!?”）〕]】")
WRAPPED_SHARE = 0.3
SLACK = 4
NARROWEST = 40
WIDEST = 120
HALF_WIDTH = "\u2000"


def joints(text: str) -> list[Span]:
    """What to leave out of a text, in order."""
    lines = [Span(*found.span()) for found in LINE.finditer(text) if "\t" not in found[0]]
    margin = _margin(text, lines)
    ends = [Span(*found.span()) for found in NO_WIDTH.finditer(text)]
    if margin:
        ends += _wrapped(text, lines, margin)
    return sorted(ends)


def _margin(text: str, lines: list[Span]) -> int:
    """The width at which lines were wrapped, or 0 where each line is a paragraph."""
    open_ended = [_width(text, line) for line in lines if not text[line.end - 1].endswith(ENDS)]
    width = max((size for size in open_ended if size <= WIDEST), default=0)
    full = sum(1 for size in open_ended if width - SLACK <= size <= width)
    return width if width >= NARROWEST and full > WRAPPED_SHARE * len(lines) else 0


def _wrapped(text: str, lines: list[Span], margin: int) -> Iterator[Span]:
    for line, following in pairwise(lines):
        if text[line.end - 1].endswith(ENDS) or not margin - SLACK <= _width(text, line) <= margin:
            continue
        if not _begins(text, following) and "\t" not in text[line.end : following.start]:
            yield Span(line.end, following.start)


def _begins(text: str, line: Span) -> bool:
    """A numbered item or a person of a roster has a line of its own."""
    if BEGINS.match(text, line.start) and any(pattern.match(text, line.start) for _, _, pattern in MARKERS):
        return True
    words = text[line.start : line.end]
    return ROLE_LABEL.match(words) is not None or PERSON_LINE.match(words) is not None


def _width(text: str, line: Span) -> int:
    """In half widths: two digits are as wide as one character."""
    if line.end - line.start > WIDEST:
        return line.end - line.start
    return sum(1 if char < HALF_WIDTH else 2 for char in text[line.start : line.end])
