"""A plan in lines that people can read and compare: one fact a line, its kind first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from notice_compiler import Plan


def _paths(plan: Plan) -> dict[str, str]:
    paths: dict[str, str] = {}
    for clause in plan.clauses:
        above = f"{paths[clause.parent]}/" if clause.parent else ""
        paths[clause.id] = above + clause.marker.rstrip("、.．：:")
    return paths


def _joined(*parts: object) -> str:
    return " | ".join("-" if part in (None, "") else str(part) for part in parts)


def _header(plan: Plan, _: dict[str, str]) -> Iterable[str]:
    head = plan.notice
    yield _joined(head.title, "、".join(head.issuers), head.number, head.date, "；".join(head.recipients))


def _office(plan: Plan, _: dict[str, str]) -> Iterable[str]:
    if plan.office:
        yield _joined(plan.office.unit, plan.office.director, "、".join(plan.office.deputies))


FACETS: dict[str, Callable[[Plan, dict[str, str]], Iterable[str]]] = {
    "header": _header,
    "period": lambda plan, _: [_joined(plan.period.start, plan.period.end)],
    "clause": lambda plan, at: (_joined(at[c.id], c.title, c.kind, c.body[:12]) for c in plan.clauses),
    "phase": lambda plan, _: (_joined(p.name, p.start, p.end) for p in plan.phases),
    "duty": lambda plan, at: (_joined(at[d.clause], d.unit, d.role) for d in plan.duties),
    "demand": lambda plan, at: (_joined(at[d.clause], d.force, d.text, d.condition) for d in plan.demands),
    "deadline": lambda plan, at: (_joined(at[d.clause], d.by, d.every, d.text) for d in plan.deadlines),
    "target": lambda plan, at: (_joined(at[t.clause], t.indicator, t.op, t.value, t.unit, t.by) for t in plan.targets),
    "rule": lambda plan, _: (_joined(r.kind, r.base, r.rate, r.amount, r.unit, r.basis) for r in plan.rules),
    "citation": lambda plan, _: (_joined(c.title, c.number) for c in plan.citations),
    "person": lambda plan, _: (_joined(p.role, p.name, "、".join(p.posts), "、".join(p.units)) for p in plan.roster),
    "office": _office,
    "unit": lambda plan, _: (_joined(u.name, u.kind, "、".join(u.aliases), "、".join(u.members)) for u in plan.units),
    "scope": lambda plan, _: (_joined(s.unit, s.area) for s in plan.scopes),
    "finding": lambda plan, _: (_joined(f.code, f.message) for f in plan.findings),
}


def lines(plan: Plan, facet: str) -> list[str]:
    """All facts of one kind; a single 'none' where there are none."""
    facts = [f"{facet} {line}" for line in FACETS[facet](plan, _paths(plan))]
    return facts or [f"{facet} none"]
