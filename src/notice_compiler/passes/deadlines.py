"""Deadlines: 8月31日前 · 到2025年前 · 用3年时间 · the end of a phase; and rhythms: 日产日清, 每月."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar import limits
from notice_compiler.grammar.days import period
from notice_compiler.grammar.sentences import brackets_in, cut, own_spans, said_spans
from notice_compiler.lexicon import times
from notice_compiler.lexicon.baselines import BASED, BASELINE
from notice_compiler.model import Deadline, Span

HEADING_TIME = re.compile(r"[（(](?P<inner>[^（()）]{1,30})[）)]")
FROM_ISSUE = re.compile(times.FROM_ISSUE)
LIMIT = re.compile("[到至底末前]")
# 每年 stands right before the day that it makes one of every year.
JUST_BEFORE = 8


def run(draft: Draft) -> Draft:
    """The phases' ends, then what the sentences say; the same words about the same day once in a clause."""
    found = {(each.clause, each.by, each.every, each.text): each for each in draft.deadlines}
    phase_ends = {phase.clause: phase.end for phase in draft.phases}
    parents = {item.parent for item in draft.items}
    for item in draft.items:
        own = own_spans(draft, item) if item.id in parents else said_spans(draft, item)
        for deadline in (*_heading(draft, item, phase_ends.get(item.id)), *_said(draft, item, own)):
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


def _said(draft: Draft, item: Item, spans: Iterable[Span]) -> Iterator[Deadline]:
    for own in (*spans, *(bracket for span in item.body for bracket in brackets_in(draft, span))):
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
    based = BASED.search(draft.text, *sentence)
    starts = [found.span() for found in BASELINE.finditer(draft.text, *sentence)] if based else []
    for pattern, read, year in readers:
        for match in pattern.finditer(draft.text, *sentence):
            if _said_of_else(draft, match, sentence, starts):
                continue
            if (by := read(match, year)) and not _reported(draft, by, match[0]):
                yield Deadline(item.id, by, None, match[0].strip(), Span(*match.span()))
    for within, last in _within(draft, sentence, begins):
        yield Deadline(item.id, last, None, within[0], Span(*within.span()))
    for match in times.YEAR_END.finditer(draft.text, *sentence):
        if draft.year:
            yield Deadline(item.id, date(draft.year, 12, 31), None, match[0], Span(*match.span()))


def _within(draft: Draft, sentence: Span, begins: int | None) -> Iterator[tuple[re.Match[str], date]]:
    """三年内 counts calendar years; 自发布之日起3个月 and 半年内 count from the day of the notice."""
    within = times.WITHIN.match(draft.text, *sentence)
    if within and (last := limits.years(within, begins)):
        yield within, last
    soon = None if within else times.SOON.match(draft.text, *sentence)
    from_issue = times.RELATIVE.search(draft.text, *sentence) if FROM_ISSUE.search(draft.text, *sentence) else None
    for found in (soon, from_issue):
        if found and (last := limits.relative(found, draft.notice.date)):
            yield found, last


def _reported(draft: Draft, by: date, words: str) -> bool:
    """A bare month or year before the notice is what happened then, not a limit."""
    issued = draft.notice.date
    return issued is not None and by.year < issued.year and not LIMIT.search(words)


def _said_of_else(
    draft: Draft, match: re.Match[str], sentence: Span, starts: Sequence[tuple[int, int]]
) -> bool:
    """A day inside a 《title》, of something that happened, or of the figure from which a target starts."""
    event = "前" not in match[0] and times.EVENT.match(draft.text, match.end())
    if event or _enclosed(draft, match.start(), sentence):
        return True
    if times.EVERY_YEAR.search(draft.text, max(sentence.start, match.start() - JUST_BEFORE), match.start()):
        return True
    at = bisect_right(starts, (match.start(), len(draft.text))) - 1
    return at >= 0 and match.start() < starts[at][1]


def _enclosed(draft: Draft, at: int, sentence: Span) -> bool:
    opened = draft.text.rfind("《", sentence.start, at)
    return opened >= 0 and draft.text.find("》", opened, at) < 0
