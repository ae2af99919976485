"""Figures to be asked about: a target without a baseline or an owner, said twice with two values; 按一定比例."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.lexicon.baselines import BASELINE, STATED
from notice_compiler.model import Finding, Span, Target


def run(draft: Draft) -> Draft:
    """target-without-baseline, target-without-owner, targets-differ, blank-ratio"""
    found = (*_targets(draft), *_differing(draft), *_blanks(draft))
    return replace(draft, findings=(*draft.findings, *found))


def _targets(draft: Draft) -> Iterator[Finding]:
    led = {duty.clause for duty in draft.duties if duty.role == "lead"}
    seen: set[Span] = set()
    for target in draft.targets:
        if target.span in seen:
            continue
        seen.add(target.span)
        if target.unit == "%" and not _has_baseline(draft.words(target.span)):
            yield finding("target-without-baseline", target.span, name=target.indicator)
        if target.clause not in led:
            yield finding("target-without-owner", target.span, name=target.indicator)


def _has_baseline(words: str) -> bool:
    return (BASELINE.search(words) or STATED.search(words)) is not None


def _differing(draft: Draft) -> Iterator[Finding]:
    """The same indicator, comparison, unit and last day with another value in another sentence."""
    known: dict[tuple[str, str, str, date | None], Target] = {}
    for target in draft.targets:
        first = known.setdefault((target.indicator, target.op, target.unit, target.by), target)
        if first.value != target.value and first.span != target.span:
            values = {"first": _said(first.value, first.unit), "second": _said(target.value, target.unit)}
            yield finding("targets-differ", target.span, name=target.indicator, **values)


def _said(value: Decimal, unit: str) -> str:
    return f"{value.normalize():f}{unit}"


def _blanks(draft: Draft) -> Iterator[Finding]:
    for rule in draft.rules:
        if rule.kind in ("return", "reward") and rule.rate is None and rule.amount is None:
            yield finding("blank-ratio", rule.span, name=rule.base)
