"""Clauses: items with title, own words and kind. 二、主要任务 is a heading, 1.治理乱拉乱扯。 under it a task."""

from __future__ import annotations

import re
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.chapters import chapter_of
from notice_compiler.grammar.days import period
from notice_compiler.grammar.sentences import own_spans
from notice_compiler.model import Clause, ClauseKind, Span

TIME_BRACKET = re.compile(r"[（(](?P<inner>[^（()）]{1,30})[）)]\s*$")
LEADING_TIME = re.compile(r"^\s*[（(](?P<inner>[^（()）]{1,30})[）)]\s*(?=\S)")
TITLE_LENGTH = 120
INLINE_STYLES = ("first", "point", "circle", "dash")
PRINTED_STYLES = ("point", "circle", "dash")


def run(draft: Draft) -> Draft:
    """One clause for an item; unit brackets are taken out of the body."""
    by_id = {item.id: item for item in draft.items}
    parents = {item.parent for item in draft.items if not _inline(item, by_id)}
    dutiful = {duty.clause for duty in draft.duties}
    clauses: list[Clause] = []
    kinds: dict[str, ClauseKind] = {}
    for item in draft.items:
        title = _title(draft, item)
        above = kinds.get(item.parent or "", "other")
        chapter = chapter_of(draft, item, by_id)
        kind = _kind(item, chapter, above, leaf=item.id not in parents, dutiful=item.id in dutiful)
        kinds[item.id] = kind
        body = "".join(draft.words(span) for span in own_spans(draft, item)).lstrip("。；，、")
        clauses.append(
            Clause(item.id, item.parent, item.marker, title, body, Span(item.start, max(item.end, item.start)), kind)
        )
    return replace(draft, clauses=tuple(clauses))


def _inline(item: Item, by_id: dict[str, Item]) -> bool:
    """一是…, or （1）… as one of the points of a sentence: neither makes a heading of the item around it."""
    if item.style == "first":
        return True
    above = by_id.get(item.parent or "")
    return item.style in INLINE_STYLES and not item.printed and above is not None and bool(above.body)


def _title(draft: Draft, item: Item) -> str:
    """The heading without its final 。 and without a bracket that is only a time: 动员部署（2024年2月）."""
    title = draft.words(item.heading).rstrip("。：:；;，, \u3000")
    timed = TIME_BRACKET.search(title)
    if timed and timed.start() > 0 and period(timed["inner"], draft.year or 2000):
        title = title[: timed.start()]
    timed = LEADING_TIME.match(title)
    if timed and period(timed["inner"], draft.year or 2000):
        title = title[timed.end() :].lstrip("：、 \u3000")
    return title[:TITLE_LENGTH]


def _kind(item: Item, chapter: ClauseKind, above: ClauseKind, *, leaf: bool, dutiful: bool) -> ClauseKind:
    if item.style in ("annex", "chapter") or not (leaf or item.body or dutiful):
        return "heading"
    if dutiful:
        return "task"
    if item.style in INLINE_STYLES and not (item.printed and item.style in PRINTED_STYLES) and above == "task":
        return "other"
    if item.style == "first":
        return above
    if item.style == "dash" and chapter in ("goal", "principle"):
        return "principle"
    if chapter != "task" or leaf:
        return chapter
    return "heading"
