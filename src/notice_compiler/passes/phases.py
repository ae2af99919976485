"""Phases with their days: 第一阶段：动员部署（2024年2月） · （二）集中整治阶段（5-7月）"""

from __future__ import annotations

import re
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.days import Days, period
from notice_compiler.lexicon.chapters import STAGE, STEPS
from notice_compiler.model import Period, Phase, Span

TIMES = re.compile(r"[（(](?P<inner>[^（()）]{1,30})[）)]")
BEGINS = re.compile(
    r"[：，\s]{0,9}(?:(?:完成)?(?:时间|时限)[：为]?\s?)?(?P<when>[^，。；：（）\n]{3,30}?)(?:，|。|：|；|\n|$)"
)
ISSUED = re.compile(r"即日|之日起")
TITLE_LENGTH = 60
NONE = Days(None, None)


def run(draft: Draft) -> Draft:
    """Items that are stages by their number, their title, or the chapter that they stand in."""
    titles = {clause.id: clause.title for clause in draft.clauses}
    phases = [
        _phase(draft, item, titles[item.id])
        for item in draft.items
        if item.style == "stage" or _named(titles[item.id], titles.get(item.parent or "", ""), _days(draft, item))
    ]
    starts = [phase.start for phase in phases if phase.start]
    ends = [phase.end for phase in phases if phase.end]
    # A phase that only ends (4月底前) began at the latest when the notice was issued.
    if draft.notice.date and any(phase.end and not phase.start for phase in phases):
        starts.append(draft.notice.date)
    span = Period(min(starts, default=draft.notice.date), max(ends, default=None))
    return replace(draft, phases=tuple(phases), period=span)


def _named(title: str, chapter: str, days: Days | None) -> bool:
    if days is not None and (STEPS.search(chapter) or STAGE.search(title)):
        return True
    return STAGE.search(title) is not None and STEPS.search(chapter) is not None


def _days(draft: Draft, item: Item) -> Days | None:
    """The time in a bracket of the heading, or right after it."""
    line_end = draft.text.find("\n", item.heading.start)
    words = draft.text[item.heading.start : min(line_end if line_end > 0 else len(draft.text), item.heading.end + 40)]
    for found in TIMES.finditer(words if item.printed else words[:TITLE_LENGTH]):
        if days := period(found["inner"], draft.year):
            return _from_issue(draft, found["inner"], days)
    return None


def _days_said(draft: Draft, item: Item) -> Days | None:
    """总结提升阶段：2031年11月至12月。 The time that a stage's words begin with."""
    begins = item.body[0] if item.body else item.heading
    said = BEGINS.match(draft.text, *begins)
    days = period(said["when"], draft.year) if said else None
    return _from_issue(draft, said["when"], days) if said and days else None


def _from_issue(draft: Draft, words: str, days: Days) -> Days:
    return Days(draft.notice.date, days.end) if days.start is None and ISSUED.search(words) else days


def _phase(draft: Draft, item: Item, title: str) -> Phase:
    days = _days(draft, item) or _days_said(draft, item) or NONE
    return Phase(title, days.start, days.end, item.id, Span(item.start, item.heading.end))
