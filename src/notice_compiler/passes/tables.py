"""Task tables of an annex, one cell a line: 序号 ⏎ 任务内容 ⏎ 牵头部门 ⏎ 时间节点 ⏎ 1 ⏎ 召开动员大会 ⏎ 区甲办 ⏎ …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar.days import period
from notice_compiler.grammar.names import looks_like_unit, units_in
from notice_compiler.grammar.titles import LINE_LENGTH
from notice_compiler.model import Deadline, Duty, Role, Span

INDEX = re.compile(r"^(?:序号|编号)$")
COLUMNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"牵头|主办|主责"), "lead"),
    (re.compile(r"责任|负责|落实|承办"), "responsible"),
    (re.compile(r"配合|参与|协办|协同"), "participant"),
)
NUMBER = re.compile(r"^\d{1,3}$")
MAX_HEADER = 10
GOES_ON = tuple("、，；,(（")
SHORT_CELL = 12
MAX_CELLS = 30


@dataclass(frozen=True, slots=True)
class _Table:
    """The header's roles in order, and the cells of each numbered row."""

    start: int
    roles: tuple[Role, ...]
    rows: tuple[tuple[Span, tuple[Span, ...]], ...]


def run(draft: Draft) -> Draft:
    """Each row becomes an item under its annex, with the duties and the day that its cells give."""
    items: list[Item] = []
    duties: list[Duty] = []
    deadlines: list[Deadline] = []
    counts: dict[str, int] = {}
    for item in draft.items:
        table = _table(draft, item.body) if item.style == "annex" else None
        if table is None:
            items.append(_behind_rows(item, counts))
            continue
        counts[item.id] = len(table.rows)
        items.append(replace(item, body=tuple(span for span in item.body if span.start < table.start)))
        for count, (number, cells) in enumerate(table.rows, 1):
            row, row_duties, row_days = _row(draft, item, f"{item.id}.{count}", number, cells, table.roles)
            items.append(row)
            duties += row_duties
            deadlines += row_days
    return replace(draft, items=tuple(items), duties=tuple(duties), deadlines=tuple(deadlines))


def _behind_rows(item: Item, counts: dict[str, int]) -> Item:
    """Numbered items of an annex come after the rows of its table, also in their ids."""
    annex, dot, rest = item.id.partition(".")
    if not dot or annex not in counts:
        return item
    own, dot, deeper = rest.partition(".")
    ident = f"{annex}.{int(own) + counts[annex]}{dot}{deeper}"
    above = item.parent if item.parent == annex else ident.rpartition(".")[0]
    return replace(item, id=ident, parent=above)


def _table(draft: Draft, body: tuple[Span, ...]) -> _Table | None:
    head = next((n for n, span in enumerate(body) if INDEX.match(draft.words(span))), None)
    if head is None:
        return None
    stop = next((n for n in range(head, min(head + MAX_HEADER, len(body))) if NUMBER.match(draft.words(body[n]))), None)
    columns = [draft.words(span) for span in body[head:stop]]
    roles = tuple(role for name in columns for pattern, role in COLUMNS if pattern.search(name))
    if stop is None or not roles:
        return None
    return _Table(body[head].start, roles, tuple(_rows(draft, body[stop:])))


def _rows(draft: Draft, body: tuple[Span, ...]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
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


def _row(
    draft: Draft, annex: Item, ident: str, number: Span, cells: tuple[Span, ...], roles: tuple[Role, ...]
) -> tuple[Item, list[Duty], list[Deadline]]:
    deadlines: list[Deadline] = []
    rest = _without_next_group(draft, cells)
    if rest and _is_day(draft, rest[-1]):
        span = rest.pop()
        days = period(draft.words(span), draft.year)
        deadlines.append(Deadline(ident, days.end if days else None, None, draft.words(span), span))
    named: list[list[Span]] = []
    while rest and (units := _units(draft, rest[-1])):
        named.insert(0, units)
        rest.pop()
    named = _fitted(_parted(draft, named, len(roles)), len(roles))
    duties = [
        Duty(ident, draft.words(unit), role, unit) for units, role in zip(named, roles, strict=False) for unit in units
    ]
    words = [span for span in rest if span.end - span.start > SHORT_CELL] or rest[-1:]
    title = words[0] if words else number
    heading = Span(title.start, min(title.end, title.start + LINE_LENGTH))
    end = max([number.end, *(span.end for span in cells)])
    body = tuple(words)
    marker = draft.words(number)
    row = Item(ident, annex.id, "row", marker, int(marker), number.start, heading, False, body, end)
    return row, duties, deadlines


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
    days = period(draft.words(span), draft.year or 2000)
    return days is not None


def _units(draft: Draft, span: Span) -> list[Span]:
    units = units_in(draft.text, draft.pairs, span)
    return units if units and all(looks_like_unit(draft.words(unit)) for unit in units) else []


def _has_units(draft: Draft, spans: list[Span]) -> bool:
    return any(_units(draft, span) for span in spans)
