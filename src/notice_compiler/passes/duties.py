"""Duties from brackets: 〔参与单位：甲局、乙局；责任单位：各镇（街道）〕 · （甲局牵头，乙局按职责分工负责）"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.words import inside, outermost, split, trim
from notice_compiler.lexicon.roles import ASIDE, ASIDE_AT, LABEL, LABELS, LEAD_FIRST, TAIL_ENDS, TAILS
from notice_compiler.model import Duty, Role, Span

LABEL_START = re.compile(r"(?:牵头|责任|参与|配合|主办|协办)(?:单位|部门)\s?[：:]")
OTHER_LABEL = re.compile(r"[：:]|^\d")
MAX_BRACKET = 600
MIN_BARE = 2
SENTENCE_ENDS = ("。", "；")
STOPS = ("。", "；", ";")
LEVELS = "国省市区县州旗各"
TOGETHER = "会同"
Found = list[tuple[Span, Role]]


def run(draft: Draft) -> Draft:
    """Read every bracket of an item that names units; a bracket under 一是 speaks for the numbered item around it."""
    lead_first = LEAD_FIRST.search(draft.text) is not None
    brackets: list[Span] = []
    duties: dict[tuple[str, str, Role], Duty] = {}
    owners = {item.id: item for item in draft.items}
    for item in draft.items:
        for place in _places(item):
            for bracket, inner in _candidates(draft, place):
                named = _read(draft, inner, lead_first=lead_first)
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
    pairs = [pair for pair in outermost(draft.pairs, *place) if draft.text[pair.open] in "（(〔[［【"]
    for pair in pairs:
        if pair.close - pair.open <= MAX_BRACKET:
            yield Span(pair.open, pair.close + 1), Span(pair.open + 1, pair.close)
    for at in draft.unclosed[bisect_left(draft.unclosed, place.start) : bisect_left(draft.unclosed, place.end)]:
        if LABEL_START.match(draft.text, at + 1, place.end):
            yield Span(at, place.end), Span(at + 1, place.end)
    reached = place.start
    for found in LABEL_START.finditer(draft.text, *place):
        if found.start() >= reached and _after_stop(draft.text, found.start()) and not inside(pairs, found.start()):
            stop = draft.text.find("。", found.end(), place.end)
            reached = stop if stop >= 0 else place.end
            yield Span(found.start(), reached), Span(found.start(), reached)


def _after_stop(text: str, at: int) -> bool:
    return text[at - 1 : at] in STOPS or text[at - 1 : at].isspace()


def _read(draft: Draft, inner: Span, *, lead_first: bool) -> Found:
    """The units of a bracket with their roles; nothing where it is an ordinary aside."""
    words = draft.text[inner.start : inner.end]
    labels = list(LABEL.finditer(draft.text, *inner)) if "：" in words or ":" in words else []
    if labels and _role_of_label(labels[0]["label"]):
        return _labelled(draft, inner, labels, lead_first=lead_first)
    aside = _aside(words)
    core = Span(inner.start, inner.start + aside.start()) if aside else inner
    parts = list(split(draft.text, draft.pairs, core, "，,；;。"))
    if parts and _tail(draft.text[parts[-1].start : parts[-1].end]):
        return _trailing(draft, parts)
    return _bare(draft, core, lead_first=lead_first)


def _role_of_label(label: str) -> Role | None:
    for start in range(len(label)):
        for pattern, role in LABELS:
            if pattern.match(label[start:]):
                return role
    return None


def _labelled(draft: Draft, inner: Span, labels: list[re.Match[str]], *, lead_first: bool) -> Found:
    found: Found = []
    ends = [label.start() for label in labels[1:]] + [inner.end]
    for label, end in zip(labels, ends, strict=True):
        role = _role_of_label(label["label"])
        words = draft.text[label.end() : end]
        aside = _aside(words)
        kept = trim(draft.text, Span(label.end(), label.end() + aside.start() if aside else end), "，；。,; 　\n")
        if role and kept:
            units = [
                unit for unit in units_in(draft.text, draft.pairs, kept) if not OTHER_LABEL.search(draft.words(unit))
            ]
            found += _ranked(units, role, lead_first=lead_first)
    return found


def _aside(words: str) -> re.Match[str] | None:
    return ASIDE.search(words) if ASIDE_AT.search(words) else None


def _ranked(units: list[Span], role: Role, *, lead_first: bool) -> Found:
    if not lead_first or role != "responsible":
        return [(unit, role) for unit in units]
    return [(unit, "participant" if index else "lead") for index, unit in enumerate(units)]


def _tail(words: str) -> tuple[int, Role] | None:
    """Where the role word at the end of the words begins, and the role."""
    if not words.endswith(TAIL_ENDS):
        return None
    for pattern, role in TAILS:
        if (found := pattern.search(words)) and found.start() >= 2:
            return found.start(), role
    return None


def _trailing(draft: Draft, parts: list[Span]) -> Found:
    """A role word binds all names before it back to the one before: 甲局，各市政府配合."""
    found: Found = []
    waiting: list[Span] = []
    for part in parts:
        tail = _tail(draft.text[part.start : part.end])
        if tail is None:
            waiting += units_in(draft.text, draft.pairs, part)
            continue
        kept = trim(draft.text, Span(part.start, part.start + tail[0]))
        names, helpers = _together(draft, kept)
        found += [(name, tail[1]) for name in (*waiting, *names) if looks_like_unit(draft.words(name))]
        found += [(name, "participant") for name in helpers if looks_like_unit(draft.words(name))]
        waiting = []
    return found


def _together(draft: Draft, kept: Span | None) -> tuple[list[Span], list[Span]]:
    """甲局会同乙局、丙局负责: those before 会同 answer, those after it take part."""
    if kept is None:
        return [], []
    at = draft.text.find(TOGETHER, *kept)
    if at < 0:
        return units_in(draft.text, draft.pairs, kept), []
    sides = (Span(kept.start, at), Span(at + len(TOGETHER), kept.end))
    left, right = (units_in(draft.text, draft.pairs, side) for side in sides)
    return left, right


def _bare(draft: Draft, core: Span, *, lead_first: bool) -> Found:
    """（甲局、乙局）: no role word, so every name must be known as a unit; one alone must follow a sentence."""
    units = units_in(draft.text, draft.pairs, core)
    if not units or not all(looks_like_unit(draft.words(unit)) for unit in units):
        return []
    if len(units) < MIN_BARE and not lead_first:
        after_sentence = draft.text[core.start - 2 : core.start - 1] in SENTENCE_ENDS
        if not after_sentence or draft.text[core.start] not in LEVELS:
            return []
    return _ranked(units, "responsible", lead_first=lead_first)
