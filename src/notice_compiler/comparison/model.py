"""What comparing gives: the fate of each clause of two notices; how a local plan answers each clause of a notice."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, Self

from notice_compiler.codec import decode, encode
from notice_compiler.model import Span

COMPARISON = "urn:zhuanban:comparison:1"
CONFORMANCE = "urn:zhuanban:conformance:1"

Fate = Literal["same", "moved", "reworded", "moved_reworded", "added", "removed"]
Note = Literal["renumbered", "reparented", "reordered", "reworded", "split", "merged"]
FactKind = Literal["duty", "lead", "deadline", "target", "demand", "phase", "period", "money", "citation", "scope"]
Direction = Literal["weakened", "tightened", "changed", "added", "removed"]
ComparisonKind = Literal["same", "new_version", "roster_amendment"]
Answer = Literal["carried_out", "strengthened", "weakened", "unsure", "missing"]
RosterFact = Literal["joined", "left", "role", "posts", "seat", "director", "deputies"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one of the two texts, and where they stand in it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """变动: what became of a clause; `part_of` names the clauses it was split from or merged into."""

    fate: Fate
    old: str | None
    new: str | None
    notes: tuple[Note, ...]
    part_of: tuple[str, ...]
    likeness: int
    old_words: Words | None
    new_words: Words | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact of a matched clause that is not what it was."""

    kind: FactKind
    direction: Direction
    old_clause: str | None
    new_clause: str | None
    old: Words | None
    new: Words | None
    sentence: str


@dataclass(frozen=True, slots=True)
class RosterChange:
    """名单变动: a person who joined, left or holds another role, or the task force's office."""

    kind: RosterFact
    name: str
    old: Words | None
    new: Words | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ComparisonCounts:
    """How many clauses had which fate, and how many facts went which way."""

    same: int
    moved: int
    reworded: int
    moved_reworded: int
    added: int
    removed: int
    weakened: int
    tightened: int
    facts: int
    roster: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """对比: an older and a newer notice. Clauses follow the newer text, removed ones where they stood."""

    schema: str
    kind: ComparisonKind
    old_title: str
    new_title: str
    counts: ComparisonCounts
    clauses: tuple[ClauseChange, ...]
    facts: tuple[FactChange, ...]
    roster: tuple[RosterChange, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, keys in the order of the fields."""
        return {each.name: encode(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The Comparison that as_json gave; KeyError, TypeError or ValueError where the shape is another."""
        comparison: Self = decode(cls, value)
        return comparison

    def new_id(self, old: str) -> str | None:
        """The clause of the newer text that an older clause became; None where there is none."""
        return next((each.new for each in self.clauses if each.old == old), None)

    @property
    def differs(self) -> bool:
        """Whether anything is another than before."""
        return self.kind != "same"


@dataclass(frozen=True, slots=True)
class LocalWords:
    """A clause of the local plan that answers one of the notice."""

    clause: str
    words: Words
    likeness: int


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """对照: how the local plan answers a clause of the notice; `concerns` says why the clause counts."""

    clause: str
    words: Words
    state: Answer
    concerns: str
    locals: tuple[LocalWords, ...]
    reasons: tuple[FactChange, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A clause of the notice that asks nothing of this township, and why it is not counted."""

    clause: str
    words: Words
    reason: str


@dataclass(frozen=True, slots=True)
class ConformanceCounts:
    """How many clauses of the notice are answered in which way, and how many the local plan adds."""

    carried_out: int
    strengthened: int
    weakened: int
    unsure: int
    missing: int
    added: int


@dataclass(frozen=True, slots=True)
class Conformance:
    """对照结果: a notice and the local plan that carries it out, in the order of the notice."""

    schema: str
    notice_title: str
    local_title: str
    township: str | None
    counts: ConformanceCounts
    clauses: tuple[ClauseAnswer, ...]
    added: tuple[LocalWords, ...]
    set_aside: tuple[SetAside, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, keys in the order of the fields."""
        return {each.name: encode(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The Conformance that as_json gave; KeyError, TypeError or ValueError where the shape is another."""
        conformance: Self = decode(cls, value)
        return conformance

    @property
    def conforms(self) -> bool:
        """Whether every clause that counts is carried out, or more than that."""
        return not (self.counts.weakened or self.counts.unsure or self.counts.missing)
