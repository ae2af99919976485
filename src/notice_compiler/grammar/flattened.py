"""Tables that lost their rows, one cell a line: 序号 ⏎ 任务内容 ⏎ 牵头部门 ⏎ 1 ⏎ 召开动员大会 ⏎ 区甲办 ⏎ …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_compiler.draft import Draft
from notice_compiler.grammar.columns import column_of
from notice_compiler.grammar.days import period
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.tasks import Task
from notice_compiler.grammar.titles import LINE_LENGTH
from notice_compiler.lexicon.columns import LONGEST_HEADING, ROLES
from notice_compiler.model import Role, Span

NUMBER = re.compile(r"^\d{1,3}$")
MAX_HEADER = 10
GOES_ON = tuple("、，；,(（")
SHORT_CELL = 12
LONGEST_UNIT = 40
MAX_CELLS = 30
FEWEST_SECTIONS = 2
Row = tuple[Span, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Flattened:
    """Where the head begins, its roles in order, and the rows by number or, without numbers, by unit."""

    start: int
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    by_unit: bool


def table_in(draft: Draft, body: Sequence[Span]) -> Flattened | None:
    """The table among the lines of an annex."""
    heads = [
        n
        for n, span in enumerate(body)
        if span.end - span.start <= LONGEST_HEADING and column_of(draft.words(span)) != "other"
    ]
    for n in heads:
        if column_of(draft.words(body[n])) == "index":
            return _numbered(draft, body, n)
    return next((table for n in heads[:MAX_HEADER] if (table := _by_unit(draft, body, n))), None)


def tasks_of(draft: Draft, table: Flattened) -> Iterator[Task]:
    """The rows as tasks."""
    for count, (first, cells) in enumerate(table.rows, 1):
        yield _section(draft, count, first, cells) if table.by_unit else _row(draft, first, cells, table.roles)


def _numbered(draft: Draft, body: Sequence[Span], head: int) -> Flattened | None:
    stop = next((n for n in range(head, min(head + MAX_HEADER, len(body))) if NUMBER.match(draft.words(body[n]))), None)
    kinds = [column_of(draft.words(span)) for span in body[head:stop]]
    roles = tuple(role for kind in kinds for role in ROLES if role == kind)
    if stop is None or not roles:
        return None
    return Flattened(body[head].start, roles, tuple(_rows(draft, body[stop:])), by_unit=False)


def _by_unit(draft: Draft, body: Sequence[Span], head: int) -> Flattened | None:
    """部门 ⏎ 职责 ⏎ 县甲局 ⏎ what it does ⏎ 县乙局 ⏎ …"""
    kinds = [column_of(draft.words(span)) for span in body[head : head + 2]]
    if kinds != ["responsible", "task"]:
        return None
    rows: list[tuple[Span, list[Span]]] = []
    for span in body[head + 2 :]:
        short = span.end - span.start <= LONGEST_UNIT and draft.text[span.end - 1] not in "。；："
        if short and _units(draft, span):
            rows.append((span, []))
        elif rows:
            rows[-1][1].append(span)
    kept = tuple((unit, tuple(cells)) for unit, cells in rows if cells)
    return Flattened(body[head].start, ("responsible",), kept, by_unit=True) if len(kept) >= FEWEST_SECTIONS else None


def _section(draft: Draft, count: int, unit: Span, cells: tuple[Span, ...]) -> Task:
    units: dict[tuple[Span, Role], None] = {(name, "responsible"): None for name in _units(draft, unit)}
    body = [cell for cell in cells if cell.end - cell.start > SHORT_CELL] or list(cells)
    return Task(str(count), count, unit.start, cells[-1].end, unit, True, body, units)


def _rows(draft: Draft, body: Sequence[Span]) -> Iterator[Row]:
    """A row begins at the next number; other numbers are cells."""
    number: Span | None = None
    cells: list[Span] = []
    count = 0
    for span in body:
        if draft.words(span) == str(count + 1):
            if number:
                yield number, tuple(cells)
            number, cells, count = span, [], count + 1
        elif cells and (draft.text[cells[-1].end - 1] in GOES_ON):
            cells[-1] = Span(cells[-1].start, span.end)
        else:
            cells.append(span)
    if number:
        yield number, tuple(cells)


def _row(draft: Draft, number: Span, cells: tuple[Span, ...], roles: tuple[Role, ...]) -> Task:
    rest = _without_next_group(draft, cells)
    times = {rest.pop(): None} if rest and _is_day(draft, rest[-1]) else {}
    named: list[list[Span]] = []
    while rest and (units := _units(draft, rest[-1])):
        named.insert(0, units)
        rest.pop()
    named = _fitted(_parted(draft, named, len(roles)), len(roles))
    duties: dict[tuple[Span, Role], None] = {
        (unit, role): None for units, role in zip(named, roles, strict=False) for unit in units
    }
    body = [span for span in rest if span.end - span.start > SHORT_CELL] or rest[-1:]
    title = body[0] if body else number
    heading = Span(title.start, min(title.end, title.start + LINE_LENGTH))
    end = max([number.end, *(span.end for span in cells)])
    marker = draft.words(number)
    return Task(marker, int(marker), number.start, end, heading, False, body, duties, times)


def _without_next_group(draft: Draft, cells: tuple[Span, ...]) -> list[Span]:
    """Cells after the last unit or day are the group heading of the rows that follow."""
    rest = list(cells)
    while len(rest) <= MAX_CELLS and _has_units(draft, rest[:-1]):
        if _is_day(draft, rest[-1]) or _units(draft, rest[-1]):
            break
        rest.pop()
    return rest


def _parted(draft: Draft, named: list[list[Span]], wanted: int) -> list[list[Span]]:
    """One cell too few, and a line ends inside one with its 、: these were two cells."""
    for index, units in enumerate(named):
        for cut in range(1, len(units)):
            if len(named) < wanted and "\n" in draft.text[units[cut - 1].end : units[cut].start]:
                return [*named[:index], units[:cut], units[cut:], *named[index + 1 :]]
    return named


def _fitted(named: list[list[Span]], wanted: int) -> list[list[Span]]:
    """Cells too many: the last column was printed over several lines."""
    last = [unit for units in named[wanted - 1 :] for unit in units]
    return [*named[: wanted - 1], last] if len(named) > wanted else named


def _is_day(draft: Draft, span: Span) -> bool:
    return period(draft.words(span), draft.year or 2000) is not None


def _units(draft: Draft, span: Span) -> list[Span]:
    units = units_in(draft.text, draft.pairs, span)
    return units if units and all(looks_like_unit(draft.words(unit)) for unit in units) else []


def _has_units(draft: Draft, spans: list[Span]) -> bool:
    return any(_units(draft, span) for span in spans)
