"""Facts to be asked about: 到2025年前, 按一定比例, a target without a baseline, one unit under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft
from notice_compiler.lexicon.baselines import BASELINE, STATED
from notice_compiler.model import Finding, Span

AMBIGUOUS = re.compile(r"(?:到|至)\s?(?P<year>20\d\d)\s?年(?:以?前|之前)")


def run(draft: Draft) -> Draft:
    """The codes are those of the five checks below, in their order."""
    found = (
        *_ambiguous(draft),
        *_targets(draft),
        *_blanks(draft),
        *_days(draft),
        *_units(draft),
    )
    return replace(draft, findings=(*draft.findings, *found))


def _ambiguous(draft: Draft) -> Iterator[Finding]:
    for found in AMBIGUOUS.finditer(draft.text):
        words = f"“{found[0]}”可以理解为年初以前或年底以前，暂按 {found['year']}-12-31。"
        yield Finding("ambiguous-deadline", "warning", words, Span(*found.span()))


def _targets(draft: Draft) -> Iterator[Finding]:
    led = {duty.clause for duty in draft.duties if duty.role == "lead"}
    seen: set[Span] = set()
    for target in draft.targets:
        if target.span in seen:
            continue
        seen.add(target.span)
        name = target.indicator
        if target.unit == "%" and not _has_baseline(draft.words(target.span)):
            words = f"“{name}”没有写明现状基数和统计口径，请补充。"
            yield Finding("target-without-baseline", "warning", words, target.span)
        if target.clause not in led:
            yield Finding("target-without-owner", "warning", f"“{name}”没有写明由哪个单位牵头完成。", target.span)


def _has_baseline(words: str) -> bool:
    return (BASELINE.search(words) or STATED.search(words)) is not None


def _blanks(draft: Draft) -> Iterator[Finding]:
    for rule in draft.rules:
        if rule.kind in ("return", "reward") and rule.rate is None and rule.amount is None:
            words = f"“{rule.base}”的比例或标准没有写明，填补以前不能计算。"
            yield Finding("blank-ratio", "warning", words, rule.span)


def _days(draft: Draft) -> Iterator[Finding]:
    issued, end = draft.notice.date, draft.period.end
    for phase in draft.phases:
        if issued and phase.end and phase.end < issued:
            words = f"“{phase.name}”到 {phase.end} 为止，早于印发日期 {issued}。"
            yield Finding("date-outside-period", "warning", words, phase.span)
    if not draft.phases or not end:
        return
    start = draft.period.start if all(phase.start for phase in draft.phases) else None
    days = [(each.by, each.span) for each in draft.deadlines] + [(each.by, each.span) for each in draft.targets]
    for day, span in days:
        if day and (day > end or (start and day < start)):
            words = f"{day} 在行动期限（{start or '未写明'} 至 {end}）之外。"
            yield Finding("date-outside-period", "warning", words, span)


def _units(draft: Draft) -> Iterator[Finding]:
    first = {duty.unit: duty.span for duty in reversed(draft.duties)}
    for unit in draft.units:
        span = min((first[name] for name in (unit.name, *unit.aliases) if name in first), default=None)
        if unit.aliases and unit.kind != "group":
            names = "”“".join((unit.name, *unit.aliases))
            yield Finding(
                "unit-alias", "note", f"“{names}”看来是同一个单位，请确认。", span or _first(draft, unit.aliases)
            )
        if unit.kind == "group" and not unit.members and span:
            yield Finding("group-without-members", "note", f"“{unit.name}”没有写明包括哪些单位，请补充名单。", span)


def _first(draft: Draft, names: tuple[str, ...]) -> Span | None:
    at = draft.text.find(names[0])
    return Span(at, at + len(names[0])) if at >= 0 else None
