"""Task tables: 序号 | 任务内容 | 牵头单位 | 完成时限, one row a line, or flattened with one cell a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar import flattened
from notice_compiler.grammar.cells import days_of, name_of
from notice_compiler.grammar.tasks import Task, tables_in, tasks_of
from notice_compiler.lexicon.roles import LEAD_FIRST
from notice_compiler.model import Deadline, Duty, Span


@dataclass(slots=True)
class _Found:
    """What the tables add to the draft; it never leaves this pass."""

    lead_first: bool
    items: list[Item] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)


def run(draft: Draft) -> Draft:
    """Each row becomes an item under its annex or clause, with the duties and the days that its cells give."""
    found = _Found(lead_first=LEAD_FIRST.search(draft.text) is not None)
    loose = _loose_rows(draft)
    _add_rows(draft, found, None, loose)
    for item in draft.items:
        _add_item(draft, found, item)
    if len(found.items) == len(draft.items):
        return replace(draft, items=tuple(found.items))
    names = _names(found.items)
    return replace(
        draft,
        items=tuple(
            replace(item, id=names[item.id], parent=names.get(item.parent or ""))
            for item in sorted(found.items, key=lambda item: item.start)
        ),
        duties=tuple(replace(duty, clause=names[duty.clause]) for duty in found.duties),
        deadlines=tuple(replace(deadline, clause=names[deadline.clause]) for deadline in found.deadlines),
    )


def _loose_rows(draft: Draft) -> tuple[Span, ...]:
    """Rows that stand before the first item: the file is nothing but a table."""
    if not any(line.row for line in draft.lines):
        return ()
    first = draft.items[0].start if draft.items else len(draft.text)
    closed = max((region.end for region in draft.regions if region.start < first), default=0)
    return tuple(Span(line.start, line.end) for line in draft.lines if line.row and closed <= line.start < first)


def _add_item(draft: Draft, found: _Found, item: Item) -> None:
    rest = _add_rows(draft, found, item, item.rows) if item.rows else ()
    table = flattened.table_in(draft, item.body) if item.style == "annex" else None
    body = item.body if table is None else tuple(span for span in item.body if span.start < table.start)
    found.items.append(replace(item, body=tuple(sorted((*body, *rest))), rows=()))
    if table:
        _add(draft, found, item, flattened.tasks_of(draft, table))


def _add_rows(draft: Draft, found: _Found, item: Item | None, rows: tuple[Span, ...]) -> tuple[Span, ...]:
    """The tasks of these rows; rows of no task table stay words of the item."""
    tables, rest = tables_in(draft, rows)
    tasks = [task for table in tables for task in tasks_of(draft, table, lead_first=found.lead_first)]
    _add(draft, found, item, tasks)
    return rest


def _add(draft: Draft, found: _Found, item: Item | None, tasks: Iterable[Task]) -> None:
    for count, task in enumerate(tasks):
        ident = f"{item.id if item else ''}#{task.start}.{count}"
        above = item.id if item else None
        body = tuple(task.body)
        found.items.append(
            Item(ident, above, "row", task.marker, task.number, task.start, task.title, task.printed, body, task.end)
        )
        found.duties += [Duty(ident, name_of(draft, unit), role, unit) for unit, role in task.units]
        found.deadlines += [day for cell in task.times for day in days_of(draft, ident, cell)]


def _names(items: list[Item]) -> dict[str, str]:
    """Ids by the order of the text: rows and numbered items of one parent are counted together."""
    names: dict[str, str] = {}
    counts: dict[str | None, int] = {}
    for item in sorted(items, key=lambda item: item.start):
        counts[item.parent] = counts.get(item.parent, 0) + 1
        above = f"{names[item.parent]}." if item.parent else ""
        names[item.id] = f"{above}{counts[item.parent]}"
    return names
