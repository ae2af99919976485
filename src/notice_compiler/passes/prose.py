"""Duties said in sentences: 由甲局牵头，乙局、丙局为成员单位 · 各乡镇（街道）要全面摸排 · a heading that is a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.sentences import own_spans
from notice_compiler.grammar.words import split
from notice_compiler.model import Duty, Role, Span

BY_LEAD = re.compile(r"由(?P<units>[^，。；：“”]{2,60}?)(?:共同|联合)?牵头")
OWN_LEAD = re.compile(r"^(?:其中|同时)?[，]?(?P<units>[^，。；：“”由]{2,40}?)(?:具体|负责|共同|联合)?牵头(?!单位|部门)")
HELPERS = re.compile(
    r"[^，。；]{0,20}?[，,]\s?(?P<units>[^。；：“”]{2,120}?)(?:等)?(?:为成员单位|为配合单位|参与|参加|配合|协助|共同配合)"
)
SUBJECT = re.compile(
    r"^(?:其中|同时|期间|届时)?[，,]?(?P<units>(?!由)[^，。；：“”]{2,60}?)"
    r"(?=要(?!求|点|素)|应当|应(?!急|用|对|届|收)|须|需(?!求)|必须|务必|负责|将(?!军)|会同|结合|根据|按照|切实|认真|做好|落实|牵头"
    r"|是[^，。；]{0,40}(?:主体|责任人|责任单位))"
)


REACH = 120
TOGETHER = re.compile(
    r"会同(?P<units>[^，。；：“”]{2,40}?)(?=做好|开展|研究|制定|负责|推进|落实|加强|组织|建立|完善|对|按|联合|共同|定期|$)"
)


def run(draft: Draft) -> Draft:
    """Only items without a unit bracket: where a bracket names the units, the sentences name them again."""
    bracketed = {duty.clause for duty in draft.duties}
    found: dict[tuple[str, str, Role], Duty] = {}
    for item in draft.items:
        if item.id in bracketed or (item.style == "first" and item.parent in bracketed):
            continue
        for span, role in (*_heading(draft, item), *_said(draft, item)):
            unit = draft.words(span)
            if not any((item.id, unit, other) in found for other in ("lead", "responsible", "participant")):
                found[item.id, unit, role] = Duty(item.id, unit, role, span)
    duties = sorted((*draft.duties, *found.values()), key=lambda duty: duty.span)
    return replace(draft, duties=tuple(duties))


def _heading(draft: Draft, item: Item) -> Iterator[tuple[Span, Role]]:
    """（三）区甲局 ⏎ what that office does."""
    if item.printed and item.body and item.style in ("section", "item"):
        for unit in _all_units(draft, item.heading):
            yield unit, "responsible"


def _all_units(draft: Draft, span: Span) -> list[Span]:
    units = units_in(draft.text, draft.pairs, span)
    return units if units and all(looks_like_unit(draft.words(unit)) for unit in units) else []


def _said(draft: Draft, item: Item) -> Iterator[tuple[Span, Role]]:
    if item.printed:
        yield from _sentence(draft, item.heading)
    for own in own_spans(draft, item):
        for sentence in split(draft.text, draft.pairs, own, "。；;"):
            yield from _sentence(draft, sentence)


def _sentence(draft: Draft, sentence: Span) -> Iterator[tuple[Span, Role]]:
    words = draft.text[sentence.start : sentence.end]
    lead = (BY_LEAD.search(words) or OWN_LEAD.search(words)) if "牵头" in words else None
    if lead:
        yield from ((unit, "lead") for unit in _named(draft, sentence, lead))
        helpers = HELPERS.match(words, lead.end())
        if helpers:
            yield from ((unit, "participant") for unit in _named(draft, sentence, helpers))
    for together in TOGETHER.finditer(words):
        yield from ((unit, "participant") for unit in _named(draft, sentence, together))
    for piece in split(draft.text, draft.pairs, sentence, "，,"):
        words = draft.text[piece.start : min(sentence.end, piece.start + REACH)]
        subject = SUBJECT.match(words) if piece.start == sentence.start or words.startswith("各") else None
        if subject:
            yield from ((unit, "responsible") for unit in _named(draft, piece, subject))


def _named(draft: Draft, sentence: Span, found: re.Match[str]) -> list[Span]:
    start, end = found.span("units")
    return _all_units(draft, Span(sentence.start + start, sentence.start + end))
