"""Deadlines: 8月31日前 · 到2025年前 · 用3年时间 · the end of a phase; and rhythms: 日产日清, 每月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar import limits
from notice_compiler.grammar.days import period
from notice_compiler.grammar.sentences import brackets_in, cut, own_spans
from notice_compiler.lexicon import times
from notice_compiler.lexicon.baselines import BASELINE
from notice_compiler.model import Deadline, Span

HEADING_TIME = re.compile(r"[（(](?P<inner>[^（()）]{1,30})[）)]")


def run(draft: Draft) -> Draft:
    """The phases' ends, then what the sentences say; the same words about the same day once in a clause."""
    found = {(each.clause, each.by, each.every, each.text): each for each in draft.deadlines}
    phase_ends = {phase.clause: phase.end for phase in draft.phases}
    for item in draft.items:
        for deadline in (*_heading(draft, item, phase_ends.get(item.id)), *_said(draft, item)):
            found.setdefault((deadline.clause, deadline.by, deadline.every, deadline.text), deadline)
    return replace(draft, deadlines=tuple(sorted(found.values(), key=lambda each: each.span)))


def _heading(draft: Draft, item: Item, end: date | None) -> Iterator[Deadline]:
    stop = item.body[0].start if item.body else item.heading.end
    for bracket in HEADING_TIME.finditer(draft.text, item.heading.start, max(stop, item.heading.end)):
        days = period(bracket["inner"], draft.year)
        if end or (days and days.end):
            by = end or (days.end if days else None)
            yield Deadline(item.id, by, None, bracket["inner"], Span(*bracket.span("inner")))
            return


def _said(draft: Draft, item: Item) -> Iterator[Deadline]:
    for own in (*own_spans(draft, item), *(bracket for span in item.body for bracket in brackets_in(draft, span))):
        if not times.RHYTHMIC.search(draft.text, *own):
            continue
        # cut() keeps to what stands outside of brackets: a day inside 《…》 or （依据：…） is no deadline.
        for sentence in cut(draft, own, "。；;，,"):
            if times.DATED.search(draft.text, *sentence):
                yield from _dated(draft, item, sentence)
            if times.RHYTHMIC.search(draft.text, *sentence):
                yield from _rhythms(draft, item, sentence)


def _rhythms(draft: Draft, item: Item, sentence: Span) -> Iterator[Deadline]:
    for pattern, every in times.RHYTHMS:
        if rhythm := pattern.search(draft.text, *sentence):
            yield Deadline(item.id, None, every, rhythm[0], Span(*rhythm.span()))


def _dated(draft: Draft, item: Item, sentence: Span) -> Iterator[Deadline]:
    begins = draft.period.start.year if draft.period.start else draft.year
    readers = (
        (times.DAY, limits.day, draft.year),
        (times.YEAR, limits.year_end, draft.year),
        (times.HALF, limits.half, draft.year),
        (times.SPAN, limits.years, begins),
    )
    for pattern, read, year in readers:
        for match in pattern.finditer(draft.text, *sentence):
            if _said_of_else(draft, match, sentence):
                continue
            if by := read(match, year):
                yield Deadline(item.id, by, None, match[0].strip(), Span(*match.span()))
    within = times.WITHIN.match(draft.text, *sentence)
    if within and (by := limits.years(within, begins)):
        yield Deadline(item.id, by, None, within[0], Span(*within.span()))
    for match in times.YEAR_END.finditer(draft.text, *sentence):
        if draft.year:
            yield Deadline(item.id, date(draft.year, 12, 31), None, match[0], Span(*match.span()))


def _said_of_else(draft: Draft, match: re.Match[str], sentence: Span) -> bool:
    """A day inside a 《title》, of something that happened, or of the figure from which a target starts."""
    if _enclosed(draft, match.start(), sentence) or times.EVENT.match(draft.text, match.end()):
        return True
    starts = BASELINE.finditer(draft.text, *sentence)
    return any(found.start() <= match.start() < found.end() for found in starts)


def _enclosed(draft: Draft, at: int, sentence: Span) -> bool:
    opened = draft.text.rfind("《", sentence.start, at)
    return opened >= 0 and draft.text.find("》", opened, at) < 0
