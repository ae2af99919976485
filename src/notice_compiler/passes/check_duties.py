"""Tasks that nobody leads or answers for, or that have no last day: 〔参与单位：甲局〕 alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.catalogue import finding
from notice_compiler.draft import Draft
from notice_compiler.grammar.chapters import chapter_of
from notice_compiler.model import Clause, Duty, Finding, Phase, Span

SHOWN = 20


def run(draft: Draft) -> Draft:
    """Who and until when: no-unit, no-lead, several-leads, no-responsible, no-deadline.

    A phase lends its last day to the tasks under it.
    """
    roles: dict[str, set[str]] = {}
    leads: dict[str, list[Duty]] = {}
    for duty in draft.duties:
        roles.setdefault(duty.clause, set()).add(duty.role)
        if duty.role == "lead":
            leads.setdefault(duty.clause, []).append(duty)
    asked = _asked(draft)
    dated = {deadline.clause for deadline in draft.deadlines if deadline.by}
    phases = {phase.clause: phase for phase in draft.phases}
    headings = {item.id: item.heading for item in draft.items}
    found: list[Finding] = []
    for clause in draft.clauses:
        if len(leads.get(clause.id, ())) > 1:
            found.append(_several(clause, leads[clause.id]))
        if clause.kind == "task" and clause.id in asked:
            found += _units(headings, clause, roles.get(clause.id, set()))
            if clause.id not in dated:
                found.append(_undated(headings, clause, phases))
    return replace(draft, findings=(*draft.findings, *found))


def _asked(draft: Draft) -> set[str]:
    """Tasks whose units stand in a bracket or a table, and leaves under a tasks chapter.

    A principle or safeguard that names units only in a sentence is no task that waits for a lead.
    """
    by_id = {item.id: item for item in draft.items}
    parents = {item.parent for item in draft.items}
    asked = {duty.clause for duty in draft.duties if by_id[duty.clause].style == "row" or _bracketed(draft, duty.span)}
    leaves = (item for item in draft.items if item.id not in parents)
    return asked | {item.id for item in leaves if chapter_of(draft, item, by_id) == "task"}


def _bracketed(draft: Draft, span: Span) -> bool:
    index = bisect_right(draft.brackets, span) - 1
    return index >= 0 and span.end <= draft.brackets[index].end


def _name(clause: Clause) -> str:
    return f"“{clause.marker}{clause.title[:SHOWN]}”"


def _place(headings: dict[str, Span], clause: Clause) -> Span:
    return Span(clause.span.start, max(headings[clause.id].end, clause.span.start + len(clause.marker)))


def _units(headings: dict[str, Span], clause: Clause, roles: set[str]) -> Iterator[Finding]:
    place = _place(headings, clause)
    if not roles:
        yield finding("no-unit", place, clause=_name(clause))
        return
    if "lead" not in roles:
        yield finding("no-lead", place, clause=_name(clause))
    if not roles & {"lead", "responsible"}:
        yield finding("no-responsible", place, clause=_name(clause))


def _several(clause: Clause, leads: list[Duty]) -> Finding:
    units = "、".join(duty.unit for duty in leads)
    return finding("several-leads", leads[0].span, clause=_name(clause), count=len(leads), units=units)


def _undated(headings: dict[str, Span], clause: Clause, phases: dict[str, Phase]) -> Finding:
    parts = clause.id.split(".")
    above = (phases.get(".".join(parts[:n])) for n in range(len(parts) - 1, 0, -1))
    phase = next((each for each in above if each and each.end), None)
    lent = f"，暂按所在阶段的截止日 {phase.end}" if phase else ""
    return finding("no-deadline", _place(headings, clause), clause=_name(clause), lent=lent)
