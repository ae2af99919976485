"""The compiler: an ordered list of pure passes over a draft. The order is the only thing that they share."""

from __future__ import annotations

from collections.abc import Callable

from notice_compiler.draft import Draft
from notice_compiler.folding import as_printed, reading
from notice_compiler.model import Plan
from notice_compiler.passes import (
    brackets,
    check_days,
    check_duties,
    check_facts,
    check_roster,
    check_text,
    check_units,
    citations,
    clauses,
    deadlines,
    demands,
    duties,
    head,
    implied,
    lines,
    money,
    outline,
    phases,
    prose,
    regions,
    roster,
    roster_tables,
    scopes,
    tables,
    targets,
    units,
)

Pass = Callable[[Draft], Draft]

PASSES: tuple[Pass, ...] = (
    lines.run,
    brackets.run,
    head.run,
    regions.run,
    roster_tables.run,
    outline.run,
    tables.run,
    duties.run,
    implied.run,
    prose.run,
    clauses.run,
    demands.run,
    phases.run,
    roster.run,
    targets.run,
    citations.run,
    deadlines.run,
    money.run,
    scopes.run,
    units.run,
    check_text.run,
    check_duties.run,
    check_roster.run,
    check_units.run,
    check_days.run,
    check_facts.run,
)


def compile_text(text: str, *, recognised: bool = False, unread: tuple[int, ...] = ()) -> Plan:
    """The plan of a normalised text. Never raises: what cannot be read becomes a finding or nothing.

    `recognised` says that the text comes from pictures, `unread` which pages were pictures that nobody read.
    """
    read = reading(text)
    draft = Draft(read.text, read.printed, recognised, unread)
    for step in PASSES:
        draft = step(draft)
    return as_printed(draft.finish(), read, text)
