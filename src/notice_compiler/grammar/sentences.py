"""Sentences of a clause and the pieces between their commas; brackets and quotation marks hold together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.words import outside, trim
from notice_compiler.model import Span

FULL_STOPS = "。！？!?"
WORD = re.compile(r"[^\W_]")


def own_spans(draft: Draft, item: Item) -> Iterator[Span]:
    """The item's own words, its printed title and the brackets that name units left out."""
    for span in item.body:
        at = span.start
        for bracket in brackets_in(draft, span):
            if bracket.start > at:
                yield Span(at, bracket.start)
            at = bracket.end
        if at < span.end:
            yield Span(at, span.end)


def said_spans(draft: Draft, item: Item) -> list[Span]:
    """The item's own words; where it has none, its heading is what it says: 3．新增基站100座。（县甲局负责）"""
    own = [span for span in own_spans(draft, item) if WORD.search(draft.text, *span)]
    return own or ([item.heading] if item.heading.end > item.heading.start else [])


def brackets_in(draft: Draft, span: Span) -> tuple[Span, ...]:
    """The unit brackets that begin inside a span; a draft keeps them sorted."""
    first = bisect_left(draft.brackets, (span.start,))
    return draft.brackets[first : bisect_left(draft.brackets, (span.end,), first)]


def cut(draft: Draft, span: Span, marks: str) -> Iterator[Span]:
    """Pieces between marks outside of brackets, each with its mark left out; a line end is no mark."""
    start = span.start
    for place in outside(draft.text, draft.pairs, span, marks):
        if _decimal(draft.text, place):
            continue
        if piece := trim(draft.text, Span(start, place)):
            yield piece
        start = place + 1
    if piece := trim(draft.text, Span(start, span.end)):
        yield piece


def _decimal(text: str, place: int) -> bool:
    return text[place] in ",." and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
