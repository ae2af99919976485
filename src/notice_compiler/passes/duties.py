"""Duties from brackets: 〔参与单位：甲局、乙局；责任单位：各镇（街道）〕 · （甲局牵头，乙局按职责分工负责）"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.role_lists import RoleList
from notice_compiler.grammar.words import inside, outermost, outside
from notice_compiler.lexicon.roles import LABEL_START, LEAD_FIRST
from notice_compiler.model import Duty, Role, Span

MAX_BRACKET = 4000
OPENERS = "（(〔[［【"
STOPS = "。；;：）〕】"
CLOSERS = "）)〕]］】"


def run(draft: Draft) -> Draft:
    """Read every bracket of an item that names units; a bracket under 一是 speaks for the numbered item around it."""
    rule = LEAD_FIRST.search(draft.text)
    plain, ranked = (RoleList(draft.text, draft.pairs, lead_first=lead_first) for lead_first in (False, True))
    brackets: list[Span] = []
    duties: dict[tuple[str, str, Role], Duty] = {}
    owners = {item.id: item for item in draft.items}
    for item in draft.items:
        for place in _places(item):
            for bracket, inner in _candidates(draft, place):
                named = (ranked if rule and rule.start() < bracket.end else plain).read(inner)
                if not named:
                    continue
                brackets.append(bracket)
                owner = _owner(item, owners).id
                for span, role in named:
                    unit = draft.words(span)
                    duties.setdefault((owner, unit, role), Duty(owner, unit, role, span))
    return replace(draft, brackets=tuple(sorted(brackets)), duties=(*draft.duties, *duties.values()))


def _owner(item: Item, owners: dict[str, Item]) -> Item:
    while item.style == "first" and item.parent:
        item = owners[item.parent]
    return item


def _places(item: Item) -> tuple[Span, ...]:
    heading = (item.heading,) if item.printed and item.style != "row" else ()
    return (*heading, *item.body)


def _candidates(draft: Draft, place: Span) -> Iterator[tuple[Span, Span]]:
    """(the whole bracket, its inside); also a sentence 责任单位：… without any bracket."""
    pairs = [pair for pair in outermost(draft.pairs, *place) if draft.text[pair.open] in OPENERS]
    for pair in pairs:
        if pair.close - pair.open <= MAX_BRACKET:
            yield Span(pair.open, pair.close + 1), Span(pair.open + 1, pair.close)
    yield from _unclosed(draft, place)
    reached = place.start
    for found in LABEL_START.finditer(draft.text, *place):
        if found.start() >= reached and _after_stop(draft.text, found.start()) and not inside(pairs, found.start()):
            stop = draft.text.find("。", found.end(), place.end)
            reached = stop if stop >= 0 else place.end
            yield Span(found.start(), reached), Span(found.start(), reached)


def _unclosed(draft: Draft, place: Span) -> Iterator[tuple[Span, Span]]:
    """（责任单位：甲局、乙局 up to the end of the words, or to a bracket of another kind."""
    reached = place.start
    for at in draft.unclosed[bisect_left(draft.unclosed, place.start) : bisect_left(draft.unclosed, place.end)]:
        if at >= reached and LABEL_START.match(draft.text, at + 1, place.end):
            end = min(place.end, at + MAX_BRACKET)
            reached = next(iter(outside(draft.text, draft.pairs, Span(at + 1, end), CLOSERS)), end)
            yield Span(at, min(reached + 1, end)), Span(at + 1, reached)


def _after_stop(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in STOPS or text[at - 1].isspace()
