"""Units to be asked about: one under two names, a class without members, a list left open by 等, who leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar.names import looks_like_unit
from notice_compiler.grammar.organs import meant_by
from notice_compiler.grammar.shared_prefix import filled, lists_of
from notice_compiler.lexicon.organs import BRACKETED
from notice_compiler.lexicon.roles import LEAD_FIRST
from notice_compiler.model import Finding, Span

OPEN = re.compile(
    r"(?P<words>[^、，；。：（(〔\[\s]{2,20}等)(?:有关|相关|各)?(?:[\u4e00-\u9fff]{0,6}(?:部门|单位|机构|企业))?"
    r"(?:按职责(?:分工)?)?(?:共同)?(?:牵头|负责|落实|配合|参与|参加|协助)?(?=[）)〕\]】；，。和及以]|$)"
)


def run(draft: Draft) -> Draft:
    """unit-alias, group-without-members, unit-unknown, open-list, lead-by-order"""
    found = (*_units(draft), *_unknown(draft), *_open(draft), *_rule(draft))
    return replace(draft, findings=(*draft.findings, *found))


def _units(draft: Draft) -> Iterator[Finding]:
    first = {duty.unit: duty.span for duty in reversed(draft.duties)}
    told = filled(list(lists_of(draft)))
    for unit in draft.units:
        span = min((first[name] for name in (unit.name, *unit.aliases) if name in first), default=None)
        others = [name for name in unit.aliases if name not in told]
        if others and unit.kind != "group":
            names = "”“".join((unit.name, *others))
            yield finding("unit-alias", span or _first(draft, unit.aliases), names=names)
        if unit.kind == "group" and not unit.members and span:
            yield finding("group-without-members", span, name=unit.name)


def _first(draft: Draft, names: tuple[str, ...]) -> Span | None:
    at = draft.text.find(names[0])
    return Span(at, at + len(names[0])) if at >= 0 else None


def _unknown(draft: Draft) -> Iterator[Finding]:
    told: set[str] = set()
    for duty in draft.duties:
        if duty.unit in told:
            continue
        told.add(duty.unit)
        if meant := meant_by(BRACKETED.sub("", duty.unit)):
            yield finding("unit-misspelt", duty.span, name=duty.unit, meant=meant)
        elif not looks_like_unit(duty.unit):
            yield finding("unit-unknown", duty.span, name=duty.unit)


def _open(draft: Draft) -> Iterator[Finding]:
    for bracket in draft.brackets:
        for found in OPEN.finditer(draft.text, *bracket):
            yield finding("open-list", Span(*found.span("words")), words=found["words"])


def _rule(draft: Draft) -> Iterator[Finding]:
    if found := LEAD_FIRST.search(draft.text):
        yield finding("lead-by-order", Span(*found.span()), words=found[0])
