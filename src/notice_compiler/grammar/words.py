"""Comparing and cutting words: spacing and punctuation never decide whether two names are one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from notice_compiler.draft import Pair
from notice_compiler.model import Span

NOISE = re.compile(r"[\W_]+")
# These have no other form but the same character, or another noise.
PLAIN = re.compile("[ -~\u4e00-\u9fff\u3000、。，；：？！“”‘’《》〈〉（）〔〕【】—…·]*")
# Shorter texts may well be one paragraph; paragraphs as long as the second are rare.
SHORT_TEXT = 400
GLUED_LINE = 500


def squash(words: str) -> str:
    """Letters, digits and ideographs only, in one case."""
    if PLAIN.fullmatch(words):
        return NOISE.sub("", words).casefold()
    return NOISE.sub("", unicodedata.normalize("NFKC", words)).casefold()


def outermost(pairs: Sequence[Pair], start: int, end: int) -> list[Pair]:
    """The brackets inside [start, end) that lie in no other; pairs are sorted by their opening."""
    found: list[Pair] = []
    closed = start
    for index in range(bisect_left(pairs, (start,)), bisect_left(pairs, (end,))):
        pair = pairs[index]
        if pair.close < end and pair.open >= closed:
            found.append(pair)
            closed = pair.close
    return found


def inside(pairs: Sequence[Pair], at: int) -> bool:
    """Whether one of these brackets, none of which lies in another, encloses the offset."""
    index = bisect_right(pairs, (at, -1)) - 1
    return index >= 0 and pairs[index].open < at < pairs[index].close


@cache
def any_of(marks: str) -> re.Pattern[str]:
    """One character of these; a class is found faster than any other pattern."""
    return re.compile(f"[{re.escape(marks)}]")


def outside(text: str, pairs: Sequence[Pair], span: Span, marks: str) -> list[int]:
    """Where one of the marks stands in a span and no bracket encloses it; the brackets themselves are skipped."""
    find = any_of(marks).finditer
    places: list[int] = []
    at = span.start
    for pair in outermost(pairs, *span):
        places += [found.start() for found in find(text, at, pair.open)]
        at = pair.close + 1
    return places + [found.start() for found in find(text, at, span.end)]


def near(text: str, rare: re.Pattern[str], before: int, after: int) -> Iterator[Span]:
    """Where a pattern need be sought that always holds a rare word: each place of the word and what is around it."""
    start = end = 0
    for found in rare.finditer(text):
        if found.start() - before > end:
            if end:
                yield Span(start, end)
            start = found.start() - before
        end = min(found.end() + after, len(text))
    if end:
        yield Span(start, end)


def split(text: str, pairs: Sequence[Pair], span: Span, marks: str) -> Iterator[Span]:
    """The pieces of a span between marks that no bracket encloses, blanks cut off, empty ones left out."""
    at = span.start
    for cut in outside(text, pairs, span, marks):
        if piece := trim(text, Span(at, cut)):
            yield piece
        at = cut + 1
    if piece := trim(text, Span(at, span.end)):
        yield piece


def trim(text: str, span: Span, chars: str | None = None) -> Span | None:
    """The span without the blanks around it; None where nothing is left."""
    words = text[span.start : span.end]
    kept = words.strip(chars)
    if len(kept) == len(words):
        return span if kept else None
    start = span.start + len(words) - len(words.lstrip(chars))
    return Span(start, start + len(kept)) if kept else None


def is_run_on(text: str) -> bool:
    """Whether the line ends were lost: most of the text stands in one line, or in lines that no paragraph fills."""
    lengths = [len(line) for line in text.split("\n")]
    glued = sum(length for length in lengths if length >= GLUED_LINE)
    return len(text) > SHORT_TEXT and 2 * max(glued, *lengths) > len(text)
