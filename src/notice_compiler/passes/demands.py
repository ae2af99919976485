"""Demands with their force: 保持路灯完好 standing · 严禁占用道路 forbid · 鼓励有条件的乡镇（街道）… encourage"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.sentences import cut, own_spans
from notice_compiler.lexicon import forces
from notice_compiler.model import Demand, Force, Span

STOPS = "。！？!?；;\n"
PAUSES = "，,"
SILENT_KINDS = ("annex", "chapter")
SHORTEST = 4
CHOICES = ("encourage", "explore")


class _Piece(NamedTuple):
    span: Span
    force: Force


def run(draft: Draft) -> Draft:
    """Sentences cut where the force changes; pieces of one force stay together."""
    kinds = {clause.id: clause.kind for clause in draft.clauses}
    demands: list[Demand] = []
    for item in draft.items:
        if item.style in SILENT_KINDS or _only_heading(item, kinds[item.id]):
            continue
        for sentence in _sentences(draft, item):
            demands += _demands(draft, item, sentence)
    return replace(draft, demands=tuple(sorted(demands, key=lambda demand: demand.span)))


def _only_heading(item: Item, kind: str) -> bool:
    return not item.body and kind not in ("task", "safeguard", "principle")


def _sentences(draft: Draft, item: Item) -> Iterator[Span]:
    """An item that is no more than its title asks what the title says."""
    if not item.body:
        yield item.heading
    for own in own_spans(draft, item):
        yield from (span for span in cut(draft, own, STOPS) if span.end - span.start >= SHORTEST)


def _demands(draft: Draft, item: Item, sentence: Span) -> Iterator[Demand]:
    merged: list[_Piece] = []
    for piece in _pieces(draft, sentence):
        if merged and merged[-1].force == piece.force:
            merged[-1] = _Piece(Span(merged[-1].span.start, piece.span.end), piece.force)
        else:
            merged.append(piece)
    for piece in merged:
        words = draft.words(piece.span)
        yield Demand(item.id, words, piece.force, _condition(words), piece.span)


def _pieces(draft: Draft, sentence: Span) -> Iterator[_Piece]:
    force: Force = "must"
    held: Force | None = None
    for span in cut(draft, sentence, PAUSES):
        words = draft.words(span)
        said: Force = "must"
        if forces.FORCED.search(words):
            said = _force(words)
            held = "encourage" if forces.ENCOURAGE_ON.search(words) else held
        if said != "must":
            force = said
        elif forces.OPENS.match(words) or force in CHOICES:
            force = held or "must"
        yield _Piece(span, force)


def _force(words: str) -> Force:
    if forces.FORBID.search(words):
        return "forbid"
    if forces.ENCOURAGE_ON.search(words) or forces.ENCOURAGE.search(words):
        return "encourage"
    if forces.EXPLORE.search(words):
        return "explore"
    if forces.STANDING.search(forces.NOT_STANDING.sub("", words)):
        return "standing"
    return "must"


def _condition(words: str) -> str | None:
    found = forces.CONDITION.search(words) if forces.CONDITIONAL.search(words) else None
    return next((value for value in found.groups() if value), None) if found else None
