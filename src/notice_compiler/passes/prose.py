"""Duties said in sentences: 由甲局牵头，乙局、丙局为成员单位 · 各乡镇（街道）要全面摸排 · a heading that is a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.names import is_named_unit, looks_like_unit, units_in
from notice_compiler.grammar.sentences import own_spans
from notice_compiler.grammar.words import split
from notice_compiler.lexicon.acts import ACTS, BY, EXPLAINS, HELPERS, HELPS, LEADS, NO_SUBJECT, OPENING, WITH
from notice_compiler.lexicon.organs import NAME_ENDS, PLAIN
from notice_compiler.model import Duty, Role, Span

REACH = 120
# 会同 may be followed by a long list of names.
REACH_OF_LIST = 400
STRENGTH: tuple[Role, ...] = ("participant", "responsible", "lead")
STOPS = "。；;！"
Named = tuple[Span, Role]


def run(draft: Draft) -> Draft:
    """Only items without a unit bracket: where a bracket names the units, the sentences name them again."""
    bracketed = {duty.clause for duty in draft.duties}
    found: dict[tuple[str, str], Duty] = {}
    for item in draft.items:
        if item.id in bracketed or (item.style == "first" and item.parent in bracketed):
            continue
        heads = [draft.words(unit) for unit in _heading(draft, item)]
        for span, role in (*((unit, "responsible") for unit in _heading(draft, item)), *_said(draft, item)):
            unit = draft.words(span)
            # Under 街道消委办 the 消委办 of a sentence is that same office.
            if unit in heads or not any(head.endswith(unit) for head in heads):
                _keep(found, Duty(item.id, unit, role, span))
    duties = sorted((*draft.duties, *found.values()), key=lambda duty: duty.span)
    return replace(draft, duties=tuple(duties))


def _keep(found: dict[tuple[str, str], Duty], duty: Duty) -> None:
    """A unit has one role in a clause: the strongest that its sentences give it."""
    held = found.get((duty.clause, duty.unit))
    if held is None or STRENGTH.index(duty.role) > STRENGTH.index(held.role):
        found[duty.clause, duty.unit] = duty


def _heading(draft: Draft, item: Item) -> list[Span]:
    """（三）区甲局 ⏎ what that office does."""
    if item.printed and item.body and item.style in ("section", "item"):
        return _all_units(draft, item.heading)
    return []


def _all_units(draft: Draft, span: Span) -> list[Span]:
    """The names of the words, where they are nothing but names."""
    units = units_in(draft.text, draft.pairs, span)
    words = [draft.words(unit) for unit in units]
    if not all(looks_like_unit(each) and not PLAIN.match(each) and not NO_SUBJECT.search(each) for each in words):
        return []
    return units


def _said(draft: Draft, item: Item) -> Iterator[Named]:
    if item.printed:
        yield from _sentence(draft, item.heading)
    for own in own_spans(draft, item):
        for sentence in split(draft.text, draft.pairs, own, STOPS):
            yield from _sentence(draft, sentence)


def _sentence(draft: Draft, sentence: Span) -> Iterator[Named]:
    pieces = list(split(draft.text, draft.pairs, sentence, "，,"))
    for number, piece in enumerate(pieces):
        opening = OPENING.match(draft.text, *piece)
        start = opening.end() if opening else piece.start
        yield from _with(draft, piece)
        by = list(_by(draft, piece, sentence))
        yield from by
        if not by and not WITH.match(draft.text, start):
            units, end = _before_act(draft, Span(start, piece.end))
            if units and (number == 0 or opening or is_named_unit(draft.words(units[0]))):
                yield from _acting(draft, units, end, sentence)


def _by(draft: Draft, piece: Span, sentence: Span) -> Iterator[Named]:
    """该项工作由甲局负责, 由甲局牵头，乙局配合."""
    for found in BY.finditer(draft.text, *piece):
        units, end = _before_act(draft, Span(found.end(), piece.end))
        if units:
            yield from _acting(draft, units, end, sentence)


def _with(draft: Draft, piece: Span) -> Iterator[Named]:
    """会同乙局、丙局开展检查."""
    for found in WITH.finditer(draft.text, *piece):
        units, _ = _before_act(draft, Span(found.end(), piece.end), REACH_OF_LIST)
        if not units and found[0] == "会同" and piece.end - found.end() <= REACH_OF_LIST:
            units = _all_units(draft, Span(found.end(), piece.end))
        yield from ((unit, "participant") for unit in units)


def _before_act(draft: Draft, span: Span, reach: int = REACH) -> tuple[list[Span], int]:
    """The names at the beginning of the words and where the word of their act stands; nothing else before it."""
    for found in ACTS.finditer(draft.text, span.start, min(span.end, span.start + reach)):
        end = found.start()
        if end > span.start + 1 and draft.text[end - 1] in NAME_ENDS:
            units = _all_units(draft, Span(span.start, end))
            if units:
                return units, end
    return [], span.end


def _acting(draft: Draft, units: Iterable[Span], end: int, sentence: Span) -> Iterator[Named]:
    """The role that the word of the act gives; after 牵头 those who help are named in the next words."""
    words = draft.text[end : sentence.end]
    if EXPLAINS.match(words):
        return
    if LEADS.match(words):
        yield from ((unit, "lead") for unit in units)
        if helpers := HELPERS.match(words):
            start, stop = helpers.span("units")
            yield from ((unit, "participant") for unit in _all_units(draft, Span(end + start, end + stop)))
        return
    role: Role = "participant" if HELPS.match(words) else "responsible"
    yield from ((unit, role) for unit in units)
