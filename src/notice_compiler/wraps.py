"""Line ends that are only a margin, and characters of no width, left out: …各乡⏎镇 is read as …各乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

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


class Margin(NamedTuple):
    """The size of a full line, and by how much it may fall short."""

    size: int
    slack: int


def joints(text: str) -> list[Span]:
    """What to leave out of a text, in order."""
    lines = [Span(*found.span()) for found in LINE.finditer(text) if "\t" not in found[0]]
    ends = [Span(*found.span()) for found in NO_WIDTH.finditer(text)]
    for measured, least, slack in ((_width, NARROWEST, SLACK), (_length, NARROWEST // 2, SLACK // 2)):
        sizes = [measured(text, line) for line in lines]
        if (margin := _margin(text, lines, sizes, slack)) >= least:
            return sorted([*ends, *_wrapped(text, lines, sizes, Margin(margin, slack))])
    return ends


def _margin(text: str, lines: list[Span], sizes: list[int], slack: int) -> int:
    """The size at which lines were wrapped, or 0 where each line is a paragraph."""
    widest = WIDEST * slack // SLACK
    ended = [text[line.end - 1].endswith(ENDS) for line in lines]
    open_ended = [size for size, end in zip(sizes, ended, strict=True) if not end]
    margin = max((size for size in open_ended if size <= widest), default=0)
    full = sum(1 for size in open_ended if margin - slack <= size <= margin)
    return margin if full > WRAPPED_SHARE * len(lines) else 0


def _wrapped(text: str, lines: list[Span], sizes: list[int], margin: Margin) -> Iterator[Span]:
    """A full line goes on in the next one; after a full stop only where nothing more had fitted."""
    for (line, following), size in zip(pairwise(lines), sizes, strict=False):
        ended = text[line.end - 1].endswith(ENDS)
        if not margin.size - (margin.slack // 2 - 1 if ended else margin.slack) <= size <= margin.size:
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


def _length(_: str, line: Span) -> int:
    return line.end - line.start
