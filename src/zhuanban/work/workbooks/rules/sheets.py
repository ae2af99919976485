"""A sheet as people see it: rows and columns counted from 1, merged ranges resolved, its head found."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhuanban.work.workbooks.rules.cells import Value, heading, words

HEAD_WITHIN = 30  # rows in which a head is looked for
FILLED = 0.5  # share of the columns that a head of an unknown layout names


@dataclass(frozen=True)
class Area:
    """A merged range, its corners counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Head:
    """Where the headings stand: the first and last of their rows, and heading → column."""

    first: int
    last: int
    columns: Mapping[str, int]
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: every cell of a merged range holds the range's value."""

    title: str
    grid: Sequence[Sequence[Value]]
    merged: Sequence[Area] = field(default=())
    is_hidden: bool = False

    @property
    def height(self) -> int:
        return len(self.grid)

    @property
    def width(self) -> int:
        return max(map(len, self.grid), default=0)

    def cell(self, row: int, column: int) -> Value:
        """What stands in a cell; empty cells, and those beyond the sheet, hold ""."""
        if 1 <= row <= len(self.grid) and 1 <= column <= len(self.grid[row - 1]):
            return self.grid[row - 1][column - 1]
        return ""

    def row(self, number: int) -> Sequence[Value]:
        """The cells of a row."""
        return self.grid[number - 1] if 1 <= number <= len(self.grid) else ()

    def body(self, head: Head) -> Iterator[tuple[int, dict[str, Value]]]:
        """Row number and cells by heading of the rows below the head in which something stands."""
        places = [(name, column - 1) for name, column in head.columns.items()]
        for number in range(head.last + 1, len(self.grid) + 1):
            cells = self.grid[number - 1]
            found = {name: cells[place] for name, place in places if place < len(cells)}
            if any(value not in ("", None) for value in found.values()):
                yield number, found


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def resolved(grid: list[list[Value]], merged: Sequence[Area]) -> list[list[Value]]:
    """The grid with the value of each merged range in all of its cells that the grid has."""
    for area in merged:
        if area.top > len(grid) or area.left > len(grid[area.top - 1]):
            continue
        value = grid[area.top - 1][area.left - 1]
        for row in grid[area.top - 1 : area.bottom]:
            width = min(area.right, len(row)) - area.left + 1
            if width > 0:
                row[area.left - 1 : area.left - 1 + width] = [value] * width
    return grid


def find_head(sheet: Sheet, headings: Collection[str]) -> Head | None:
    """The row that holds most of these headings, the first of several; None where none holds two (or the only one)."""
    known = {heading(each): each for each in headings}
    best: tuple[int, int] | None = None
    for number in range(1, min(HEAD_WITHIN, sheet.height) + 1):
        count = len({heading(cell) for cell in sheet.row(number)} & known.keys())
        if count >= min(2, len(known)) and (best is None or count > best[0]):
            best = (count, number)
    if best is None:
        return None
    columns: dict[str, int] = {}
    doubled = []
    for column, cell in enumerate(sheet.row(best[1]), start=1):
        name = known.get(heading(cell))
        if name and name in columns:
            doubled.append(name)
        elif name:
            columns[name] = column
    return Head(best[1], best[1], columns, tuple(dict.fromkeys(doubled)))


def guess_head(sheet: Sheet) -> Head | None:
    """The head of an unknown layout: the first row that names half of the columns by different words.

    Where cells of it are merged sideways, the row below belongs to it: 资金／到位. A heading that comes again is told
    apart by its column: 备注（H 列）.
    """
    for number in range(1, min(HEAD_WITHIN, sheet.height) + 1):
        names = [words(cell) for cell in sheet.row(number)]
        filled = [name for name in names if name]
        is_named = len(set(filled)) >= 2 and len(filled) >= max(2, FILLED * sheet.width)
        if is_named and all(isinstance(cell, str) for cell in sheet.row(number) if words(cell)):
            return _head_from(sheet, number)
    return None


def _head_from(sheet: Sheet, first: int) -> Head:
    wide = [area for area in sheet.merged if area.top == area.bottom == first and area.right > area.left]
    last = first + 1 if wide and first < sheet.height else first
    columns: dict[str, int] = {}
    doubled = []
    for column in range(1, sheet.width + 1):
        parts = dict.fromkeys(heading(sheet.cell(row, column)) for row in range(first, last + 1))
        name = "／".join(part for part in parts if part)
        if name in columns:
            doubled.append(name)
            name = f"{name}（{letters(column)} 列）"
        if name:
            columns[name] = column
    return Head(first, last, columns, tuple(dict.fromkeys(doubled)))
