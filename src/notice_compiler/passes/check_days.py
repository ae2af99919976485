"""Days to be asked about: 到2025年前, 6月31日, 6月底前 without a year, phases that overlap or lie in the past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar import limits
from notice_compiler.grammar.days import month_end
from notice_compiler.grammar.words import near
from notice_compiler.lexicon import times
from notice_compiler.model import Finding, Phase, Span

AMBIGUOUS = re.compile(r"(?:到|至)\s?(?P<year>20\d\d)\s?年(?:以?前|之前)")
BARE = re.compile(r"(?<![\d年])(?P<month>1[0-2]|[1-9])月(?:底|末|(?P<day>[1-3]?\d)日|[上中下]旬)?(?:以?前|之前)")
DAY = re.compile(r"(?:(?P<year>20\d\d)\s?年\s?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<day>\d{1,2})\s?日")
# Every such day holds this word, with at most so many characters before and after it.
DAY_AT = (re.compile("月"), 12, 6)
# 29 February is a day of some year; where none is printed, of this one.
LEAP = 2000


def run(draft: Draft) -> Draft:
    """The codes are those of the six checks below, in their order."""
    found = (
        *_ambiguous(draft),
        *_relative(draft),
        *_yearless(draft),
        *_impossible(draft),
        *_phases(draft),
        *_outside(draft),
    )
    return replace(draft, findings=(*draft.findings, *found))


def _ambiguous(draft: Draft) -> Iterator[Finding]:
    for found in AMBIGUOUS.finditer(draft.text):
        yield finding("ambiguous-deadline", Span(*found.span()), words=found[0], day=f"{found['year']}-12-31")


def _relative(draft: Draft) -> Iterator[Finding]:
    for found in times.RELATIVE.finditer(draft.text) if times.FROM_ISSUE in draft.text else ():
        day = limits.relative(found, draft.notice.date)
        code = "relative-deadline" if day else "deadline-not-computed"
        yield finding(code, Span(*found.span()), words=found[0], day=day)


def _yearless(draft: Draft) -> Iterator[Finding]:
    if draft.year is None:
        for found in BARE.finditer(draft.text):
            yield finding("year-unknown", Span(*found.span()), words=found[0])


def _impossible(draft: Draft) -> Iterator[Finding]:
    days = (found for place in near(draft.text, *DAY_AT) for found in DAY.finditer(draft.text, *place))
    for found in days:
        if not 1 <= int(found["day"]) <= month_end(int(found["year"] or LEAP), int(found["month"])).day:
            yield finding("impossible-day", Span(*found.span()), words=found[0])


def _phases(draft: Draft) -> Iterator[Finding]:
    for first, second in pairwise(draft.phases):
        if _same_level(first, second) and first.end and second.start and second.start <= first.end:
            names = {"first": first.name, "second": second.name}
            yield finding("phases-overlap", second.span, start=second.start, end=first.end, **names)


def _same_level(first: Phase, second: Phase) -> bool:
    return first.clause.rpartition(".")[0] == second.clause.rpartition(".")[0]


def _outside(draft: Draft) -> Iterator[Finding]:
    issued, end = draft.notice.date, draft.period.end
    for phase in draft.phases:
        if issued and phase.end and phase.end < issued:
            said = f"“{phase.name}”到 {phase.end} 为止，早于印发日期 {issued}。"
            yield finding("date-outside-period", phase.span, said=said)
    if not draft.phases or not end:
        return
    start = draft.period.start if all(phase.start for phase in draft.phases) else None
    days = [(each.by, each.span) for each in draft.deadlines] + [(each.by, each.span) for each in draft.targets]
    for day, span in days:
        if day and (day > end or (start and day < start)):
            said = f"{day} 在行动期限（{start or '未写明'} 至 {end}）之外。"
            yield finding("date-outside-period", span, said=said)
