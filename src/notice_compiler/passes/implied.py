"""Units said once for all tasks: 以下各项工作任务均涉及各县（市、区），不再单独列出"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.words import near
from notice_compiler.lexicon.roles import IMPLIED, IMPLIED_AT, IMPLIED_REACH
from notice_compiler.model import Duty, Finding, Span


def run(draft: Draft) -> Draft:
    """The units answer for every task behind the rule whose bracket names units; their words stand in the rule."""
    duties: list[Duty] = []
    findings: list[Finding] = []
    held = {(duty.clause, duty.unit) for duty in draft.duties}
    told: set[str] = set()
    for rule, units in _rules(draft):
        # What an earlier rule said of a unit holds for all that follows.
        fresh = {words: unit for unit in units if (words := draft.words(unit)) not in told}
        told |= fresh.keys()
        if not fresh:
            continue
        clauses = dict.fromkeys(duty.clause for duty in draft.duties if duty.span.start > rule.end)
        for words, unit in fresh.items():
            duties += [Duty(each, words, "responsible", unit) for each in clauses if (each, words) not in held]
        findings.append(finding("units-implied", rule, names="、".join(fresh), count=len(clauses)))
    return replace(draft, duties=(*draft.duties, *duties), findings=(*draft.findings, *findings))


def _rules(draft: Draft) -> Iterator[tuple[Span, list[Span]]]:
    for place in near(draft.text, IMPLIED_AT, *IMPLIED_REACH):
        for found in IMPLIED.finditer(draft.text, *place):
            units = [unit for unit in _units(draft, found) if looks_like_unit(draft.words(unit))]
            if units:
                yield Span(*found.span()), units


def _units(draft: Draft, found: re.Match[str]) -> list[Span]:
    named = units_in(draft.text, draft.pairs, Span(*found.span("units")))
    return named or units_in(draft.text, draft.pairs, Span(*found.span("before")))
