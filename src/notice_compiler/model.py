"""What a notice says, as frozen data; the shapes are those of plan.schema.json, field for field."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self

from notice_compiler.codec import decode, encode

SCHEMA = "urn:zhuanban:plan:1"

ClauseKind = Literal["task", "principle", "goal", "safeguard", "heading", "other"]
Force = Literal["must", "forbid", "encourage", "explore", "standing"]
Role = Literal["lead", "responsible", "participant"]
UnitKind = Literal[
    "party_office",
    "government",
    "department",
    "branch",
    "township",
    "enterprise",
    "institution",
    "group",
    "village",
    "other",
]
TargetOp = Literal[">=", "<=", "=", "+", "-"]
RuleKind = Literal["reward", "return", "budget", "other"]
Severity = Literal["error", "warning", "note"]


class Span(NamedTuple):
    """Half-open character offsets into Plan.text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """题头: what the notice says of itself; the key `notice` of the JSON."""

    title: str
    issuers: tuple[str, ...]
    number: str | None
    date: date | None
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last day of the action."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Phase:
    """阶段"""

    name: str
    start: date | None
    end: date | None
    clause: str
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """条: one numbered item; its span runs from the marker to the end of its last descendant."""

    id: str
    parent: str | None
    marker: str
    title: str
    body: str
    span: Span
    kind: ClauseKind


@dataclass(frozen=True, slots=True)
class Demand:
    """要求: what a clause asks, with its force and the words that limit it."""

    clause: str
    text: str
    force: Force
    condition: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """单位, or a group of units with the members that the notice names."""

    name: str
    kind: UnitKind
    aliases: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """职责: clause × unit × role"""

    clause: str
    unit: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """时限: a last day (`by`) or a rhythm (`every`)."""

    clause: str
    by: date | None
    every: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """指标目标: indicator, comparison, value, unit, last day"""

    clause: str
    indicator: str
    op: TargetOp
    value: Decimal
    unit: str
    by: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class MoneyRule:
    """资金规则: rate is a share 0..1, amount is yuan for one unit of the base."""

    clause: str
    kind: RuleKind
    base: str
    rate: Decimal | None
    amount: Decimal | None
    unit: str | None
    basis: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: another document, by title or number"""

    title: str | None
    number: str | None
    clause: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """名单: a person, the posts as printed, and the units of these posts"""

    role: str
    name: str
    posts: tuple[str, ...]
    units: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Office:
    """专班办公室"""

    unit: str | None
    director: str | None
    deputies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """范围: where a unit carries the action out"""

    unit: str
    area: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """疑点: what a careful reader would question"""

    code: str
    severity: Severity
    message: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Plan:
    """方案: everything that a notice says"""

    schema: str
    text: str
    notice: Header
    period: Period
    phases: tuple[Phase, ...]
    clauses: tuple[Clause, ...]
    demands: tuple[Demand, ...]
    units: tuple[Unit, ...]
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    rules: tuple[MoneyRule, ...]
    citations: tuple[Citation, ...]
    roster: tuple[RosterEntry, ...]
    office: Office | None
    scopes: tuple[Scope, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, keys in the order of the schema."""
        return {each.name: encode(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The Plan that as_json gave; KeyError, TypeError or ValueError where the shape is another."""
        plan: Self = decode(cls, value)
        return plan
