"""Comparing and cutting words: spacing and punctuation never decide whether two names are one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from notice_compiler.draft import Pair
from notice_compiler.model import Span

NOISE = re.compile(r"[\W_]+")


def squash(words: str) -> str:
    """Letters, digits and ideographs only, in one case."""
    return NOISE.sub("", unicodedata.normalize("NFKC", words)).casefold()


def outermost(pairs: Sequence[Pair], start: int, end: int) -> list[Pair]:
    """The brackets inside [start, end) that lie in no other; pairs are sorted by their opening."""
    found: list[Pair] = []
    for pair in pairs[bisect_right(pairs, (start, -1)) :]:
        if pair.open >= end:
            break
        if pair.close < end and (not found or pair.open > found[-1].close):
            found.append(pair)
    return found


def inside(pairs: Sequence[Pair], at: int) -> bool:
    """Whether one of these brackets, none of which lies in another, encloses the offset."""
    index = bisect_right(pairs, (at, -1)) - 1
    return index >= 0 and pairs[index].open < at < pairs[index].close


def outside(pairs: Sequence[Pair], start: int, end: int) -> Iterator[int]:
    """Offsets in [start, end) that no bracket encloses; the brackets themselves are skipped."""
    at = start
    for pair in outermost(pairs, start, end):
        yield from range(at, pair.open)
        at = pair.close + 1
    yield from range(at, end)


def split(text: str, pairs: Sequence[Pair], span: Span, marks: str) -> Iterator[Span]:
    """The pieces of a span between marks that no bracket encloses, blanks cut off, empty ones left out."""
    at = span.start
    for cut in [n for n in outside(pairs, *span) if text[n] in marks]:
        if piece := trim(text, Span(at, cut)):
            yield piece
        at = cut + 1
    if piece := trim(text, Span(at, span.end)):
        yield piece


def trim(text: str, span: Span, chars: str | None = None) -> Span | None:
    """The span without the blanks around it; None where nothing is left."""
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip(chars))
    kept = words.strip(chars)
    return Span(span.start + left, span.start + left + len(kept)) if kept else None
