"""The half-finished plan that the passes hand on: the text, its lines and regions, and the facts found so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from notice_compiler import model
from notice_compiler.model import Span

UNREAD = model.Header("", (), None, None, ())
UNBOUNDED = model.Period(None, None)


class Line(NamedTuple):
    """A logical line without the blanks around it; `opens` where a new paragraph begins.

    A `row` is one row of a table, whole: its cells stand between TABs, and those at its ends may be empty.
    """

    start: int
    end: int
    opens: bool
    row: bool = False


class Pair(NamedTuple):
    """Two brackets that belong together: their offsets, both inclusive."""

    open: int
    close: int


class Region(NamedTuple):
    """A stretch of the text that is not the numbered body: cover, roster or attachment list."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A marker with what follows it up to the next marker."""

    id: str
    parent: str | None
    style: str
    marker: str
    number: int
    start: int
    heading: Span
    printed: bool
    body: tuple[Span, ...]
    end: int
    rows: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """All offsets point into `text`, which is `printed` in usual characters and widths, place for place."""

    text: str
    printed: str = ""
    recognised: bool = False
    unread: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    pairs: tuple[Pair, ...] = ()
    unclosed: tuple[int, ...] = ()
    mismatched: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    annexes: tuple[Region, ...] = ()
    items: tuple[Item, ...] = ()
    brackets: tuple[Span, ...] = ()
    place: str = ""
    notice: model.Header = UNREAD
    year: int | None = None
    period: model.Period = UNBOUNDED
    phases: tuple[model.Phase, ...] = ()
    clauses: tuple[model.Clause, ...] = ()
    demands: tuple[model.Demand, ...] = ()
    units: tuple[model.Unit, ...] = ()
    duties: tuple[model.Duty, ...] = ()
    deadlines: tuple[model.Deadline, ...] = ()
    targets: tuple[model.Target, ...] = ()
    rules: tuple[model.MoneyRule, ...] = ()
    citations: tuple[model.Citation, ...] = ()
    roster: tuple[model.RosterEntry, ...] = ()
    office: model.Office | None = None
    scopes: tuple[model.Scope, ...] = ()
    findings: tuple[model.Finding, ...] = ()

    def words(self, span: Span) -> str:
        """What stands at a span, line breaks and the blanks around them taken out."""
        words = self.text[span.start : span.end]
        return "".join([part.strip() for part in words.split("\n")]) if "\n" in words else words.strip()

    def words_of(self, line: Line) -> str:
        """What stands on a line."""
        return self.text[line.start : line.end]

    def finish(self) -> model.Plan:
        """The plan, findings in text order with those of no place last."""
        last = len(self.text) + 1
        ordered = sorted(self.findings, key=lambda found: found.span or (last, last))
        return model.Plan(
            schema=model.SCHEMA,
            text=self.text,
            notice=self.notice,
            period=self.period,
            phases=self.phases,
            clauses=self.clauses,
            demands=self.demands,
            units=self.units,
            duties=self.duties,
            deadlines=self.deadlines,
            targets=self.targets,
            rules=self.rules,
            citations=self.citations,
            roster=self.roster,
            office=self.office,
            scopes=self.scopes,
            findings=tuple(ordered),
        )
