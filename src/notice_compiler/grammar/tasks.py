"""Task tables row by row: a row is a task; an empty cell of units or days says what the one above it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notice_compiler.draft import Draft
from notice_compiler.grammar.cells import units_of
from notice_compiler.grammar.columns import below, columns_of
from notice_compiler.grammar.numerals import ordinal
from notice_compiler.grammar.rows import cells_of
from notice_compiler.grammar.titles import heading_of
from notice_compiler.grammar.words import squash
from notice_compiler.lexicon.columns import AS_ABOVE, NOTHING, PERSONS, ROLES, UNIT_DUTIES, Column
from notice_compiler.lexicon.roles import LEAD_FIRST
from notice_compiler.model import Role, Span

NUMBER = re.compile(r"^[（(]?(?P<number>\d{1,4})(?:[-.]\d{1,3}){0,3}[）)]?[.．、]?$")
SIGN = re.compile(r"^[（(]?(?P<number>[一二三四五六七八九十百]{1,4}|[①-⑳])[）)]?[、.]?$")
MARKED = re.compile(r"[（(]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[）)][、.．]?|[、.．])(?!\d)\s*(?=\S)")
GROUP = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
LONGEST_NAME = 40
Cells = list[Span]


@dataclass(slots=True)
class Task:
    """A row, or the rows that share one number."""

    marker: str
    number: int
    start: int
    end: int
    title: Span
    printed: bool
    body: list[Span]
    units: dict[tuple[Span, Role], None] = field(default_factory=dict)
    times: dict[Span, None] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """The columns under a head, the words of the head, and the cells of the rows below it."""

    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    rows: list[Cells]

    def indexes(self, *kinds: Column) -> list[int]:
        """The columns of these kinds, from the left."""
        return [at for at, column in enumerate(self.columns) if column in kinds]


def tables_in(draft: Draft, rows: Sequence[Span]) -> tuple[list[Table], tuple[Span, ...]]:
    """The tables among the rows of an item, and the rows that belong to none; a head printed again is left out."""
    tables: list[Table] = []
    loose: list[Span] = []
    for row in rows:
        cells = cells_of(draft.text, row)
        words = tuple(draft.words(cell) for cell in cells)
        last = tables[-1] if tables else None
        if last and _is_head_again(words, last):
            continue
        if columns := columns_of(words):
            tables.append(Table(columns, words, []))
        elif last is None:
            loose.append(row)
        elif not last.rows and (divided := below(last.columns, last.heads, words)):
            last.columns, last.heads = divided, _joined(last.heads, words)
        else:
            last.rows.append([*cells, *(Span(row.end, row.end) for _ in last.columns[len(cells) :])])
    return tables, tuple(loose)


def tasks_of(draft: Draft, table: Table, *, lead_first: bool) -> list[Task]:
    """The tasks of a table in the order of its rows; `lead_first` where the notice says that the first unit leads."""
    return _Rows(draft, table, lead_first=lead_first).tasks()


def _is_head_again(words: Sequence[str], table: Table) -> bool:
    said = [squash(cell) for cell in words if cell]
    known = {squash(head) for heads in table.heads for head in heads.split("\t")}
    return len(said) > 1 and all(each in known for each in said)


def _joined(heads: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Both rows of headings, column by column, each known as a heading of its own."""
    padded = (*words, *("" for _ in heads[len(words) :]))
    return tuple("\t".join(filter(None, pair)) for pair in zip(heads, padded, strict=False))


class _Rows:
    """Walks the rows of one table; it never leaves this module."""

    def __init__(self, draft: Draft, table: Table, *, lead_first: bool) -> None:
        self._draft = draft
        self._table = table
        self._lead_first = lead_first
        self._tasks: list[Task] = []
        self._above: dict[int, Span] = {}
        self._rows = [row for row in table.rows if any(self._says(cell) for cell in row)]
        index = table.indexes("index")[:1]
        self._index = next((at for at in index if any(self._number(row[at]) for row in self._rows)), None)
        self._is_digits = self._index is not None and any(
            NUMBER.match(self._words(row[self._index])) for row in self._rows
        )
        self._units = table.indexes(*ROLES)
        self._once = {at for at in self._units[1:] if self._is_filled_once(at)}
        self._titles = self._task_columns()
        self._by_unit = self._lists_units()
        self._is_marked = self._counts_in_words()

    def tasks(self) -> list[Task]:
        """Rows with a number or words of their own begin a task, others go on with the one before."""
        for row in self._rows:
            if self._is_group(row):
                self._above.clear()
                continue
            own = [row[at] for at in self._titles if self._says(row[at])]
            number = self._number(row[self._index]) if self._index is not None else None
            if number or (own and (self._index is None or not self._tasks)):
                self._tasks.append(self._task(row, own, number))
            elif self._tasks:
                self._go_on(self._tasks[-1], row, own)
            else:
                continue
            self._say(self._tasks[-1], row)
        return self._tasks

    def _words(self, cell: Span) -> str:
        return self._draft.words(cell)

    def _says(self, cell: Span) -> bool:
        return cell.end > cell.start and not NOTHING.match(self._words(cell)) and not AS_ABOVE.match(self._words(cell))

    def _number(self, cell: Span) -> re.Match[str] | None:
        words = self._words(cell)
        return NUMBER.match(words) or SIGN.match(words)

    def _counts_in_words(self) -> bool:
        """1.清理河道 … 2.巡查河道: the tasks are numbered, but not in a column of its own."""
        if self._index is not None:
            return False
        own = [[row[at] for at in self._titles if self._says(row[at])] for row in self._rows if not self._is_group(row)]
        numbers = [ordinal(found["number"]) if (found := self._marked(cells)) else 0 for cells in own if cells]
        return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] > 0

    def _marked(self, own: list[Span]) -> re.Match[str] | None:
        return MARKED.match(self._draft.text, *own[0])

    def _is_group(self, row: Cells) -> bool:
        """一、基础工作 over the whole width, or 一 | 基础工作 above 1, 2 and 3."""
        said = [at for at, cell in enumerate(row) if self._says(cell)]
        if self._is_digits and self._index in said and not NUMBER.match(self._words(row[self._index or 0])):
            return not set(said) & {*self._units, *self._table.indexes("time")}
        if len(said) != 1 or len(row) < 2 or self._number(row[said[0]]):
            return False
        if said[0] == self._index or said[0] not in self._titles:
            return said[0] not in self._units[:1] or not self._tasks
        return said[0] == 0 and GROUP.match(self._words(row[0])) is not None

    def _task_columns(self) -> list[int]:
        """The columns that say what is to be done; one that is empty where the next is not only groups the rows."""
        found = self._table.indexes("task") or self._table.indexes("group")
        first = [row for row in self._rows if self._index is None or self._number(row[self._index])]
        while len(found) > 1 and any(
            not self._says(row[found[0]]) and any(self._says(row[at]) for at in found[1:]) for row in first
        ):
            found = found[1:]
        return found

    def _lists_units(self) -> bool:
        """部门 | 职责: each unit once and its duties behind it."""
        if len(self._units) != 1 or not self._titles or self._units[0] > self._titles[0]:
            return False
        duties = any(UNIT_DUTIES.search(self._table.heads[at]) for at in self._titles if at < len(self._table.heads))
        names = [self._words(row[self._units[0]]) for row in self._rows if not self._is_group(row)]
        return (duties or self._index is None) and all(names) and len(set(names)) == len(names)

    def _is_filled_once(self, column: int) -> bool:
        """Merged from the first row to the last."""
        said = [self._says(row[column]) for row in self._rows]
        return len(said) > 1 and said[0] and not any(said[1:])

    def _task(self, row: Cells, own: list[Span], number: re.Match[str] | None) -> Task:
        count = len(self._tasks) + 1
        if self._is_marked and own and (number := self._marked(own)):
            own = [Span(number.end(), own[0].end), *own[1:]]
        marker = number[0].strip() if number else str(count)
        counted = ordinal(number["number"]) if number else count
        said = [cell for cell in row if cell.end > cell.start]
        title, printed, body = self._title(row, own)
        return Task(marker, counted, said[0].start, said[-1].end, title, printed, body)

    def _title(self, row: Cells, own: list[Span]) -> tuple[Span, bool, list[Span]]:
        if self._by_unit and self._says(row[self._units[0]]):
            return row[self._units[0]], True, own
        if not own:
            first = next(cell for cell in row if cell.end > cell.start)
            return first, False, []
        if len(own) > 1 and own[0].end - own[0].start <= LONGEST_NAME and "。" not in self._words(own[0]):
            return own[0], True, own[1:]
        title, printed, rest = heading_of(self._draft.text, self._draft.pairs, own[0], "item")
        return title, printed, [*([rest] if rest.end > rest.start else []), *own[1:]]

    def _go_on(self, task: Task, row: Cells, own: list[Span]) -> None:
        task.body += own
        task.end = max([task.end, *(cell.end for cell in row if cell.end > cell.start)])

    def _say(self, task: Task, row: Cells) -> None:
        """Units and days of a row, those of the row above where a cell is empty."""
        acts = any(self._says(row[at]) for at in self._units[:1])
        for at in self._units:
            inherits = at == self._units[0] or not acts or at in self._once
            if cell := self._told(row, at, inherits=inherits):
                task.units |= dict.fromkeys(self._read(cell, at))
        for at in self._table.indexes("time"):
            if cell := self._told(row, at, inherits=True):
                task.times[cell] = None

    def _told(self, row: Cells, at: int, *, inherits: bool) -> Span | None:
        cell = row[at]
        if AS_ABOVE.match(self._words(cell)):
            return self._above.get(at) if inherits else None
        if not self._says(cell):
            self._above.pop(at, None)
            return None
        self._above[at] = cell
        return cell

    def _read(self, cell: Span, at: int) -> Iterator[tuple[Span, Role]]:
        heads = self._table.heads
        head = next((heads[n] for n in range(min(at, len(heads) - 1), -1, -1) if heads[n]), "")
        named: Role = next(each for each in ROLES if each == self._table.columns[at])
        # 成员单位 | 职责: whoever the table is about answers for what it says.
        role: Role = "responsible" if self._by_unit and named == "participant" else named
        lead_first = self._lead_first or LEAD_FIRST.search(head) is not None
        yield from units_of(self._draft, cell, role, lead_first=lead_first, persons=PERSONS.search(head) is not None)
