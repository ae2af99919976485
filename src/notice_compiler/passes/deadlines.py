"""Deadlines: 8月31日前 · 到2025年前 · 用3年时间 · the end of a phase; and rhythms: 日产日清, 每月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.days import period
from notice_compiler.grammar.numerals import quantity
from notice_compiler.grammar.sentences import brackets_in, cut, own_spans
from notice_compiler.lexicon import times
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
        # cut() keeps to what stands outside of brackets: a day inside 《…》 or （依据：…） is no deadline.
        for sentence in cut(draft, own, "。；;，,"):
            yield from _dated(draft, item, sentence)
            for pattern, every in times.RHYTHMS:
                if rhythm := pattern.search(draft.text, *sentence):
                    yield Deadline(item.id, None, every, rhythm[0], Span(*rhythm.span()))


def _dated(draft: Draft, item: Item, sentence: Span) -> Iterator[Deadline]:
    for pattern, read in ((times.DAY, _day), (times.YEAR, _year), (times.HALF, _half), (times.SPAN, _span)):
        for match in pattern.finditer(draft.text, *sentence):
            if _enclosed(draft, match.start(), sentence) or times.EVENT.match(draft.text, match.end()):
                continue
            if by := read(match, draft.year):
                yield Deadline(item.id, by, None, match[0].strip(), Span(*match.span()))
    for match in times.YEAR_END.finditer(draft.text, *sentence):
        if draft.year:
            yield Deadline(item.id, date(draft.year, 12, 31), None, match[0], Span(*match.span()))


def _enclosed(draft: Draft, at: int, sentence: Span) -> bool:
    """Inside a 《title》."""
    opened = draft.text.rfind("《", sentence.start, at)
    return opened >= 0 and draft.text.find("》", opened, at) < 0


def _day(match: re.Match[str], year: int | None) -> date | None:
    days = period(match["when"] + (f"-{match['until']}" if match["until"] else ""), year)
    return days.end if days else None


def _year(match: re.Match[str], _: int | None) -> date | None:
    meant = match["end"] or match["before"] or match["at"]
    return date(int(match["year"]), 12, 31) if meant else None


def _half(match: re.Match[str], year: int | None) -> date | None:
    own = int(match["year"]) if match["year"] else year
    return date(own, *times.HALF_ENDS[match["part"].removeprefix("第")]) if own else None


def _span(match: re.Match[str], year: int | None) -> date | None:
    years = quantity(match["years"])
    return date(year + int(years) - 1, 12, 31) if year and years else None
