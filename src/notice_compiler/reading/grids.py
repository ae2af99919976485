"""Tables as lines: one row a line, its cells between TABs; a merged cell prints its words once, where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MAX_COLUMNS = 64
MAX_LAYOUT_ROWS = 2
PROSE_LINES = 8


class Cell(NamedTuple):
    """A cell with its lines and width; `above` where it only continues the one above it."""

    lines: tuple[str, ...]
    across: int = 1
    above: bool = False
    holds_table: bool = False


Row = Sequence[Cell]


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The lines of a table; of one that only arranges prose on the page, the lines of its cells."""
    rows = [row for row in rows if row]
    if _is_layout(rows):
        return [line for row in rows for cell in row if not cell.above for line in cell.lines]
    placed = [_placed(row) for row in rows]
    columns = sorted({column for row in placed for column in row})
    written = ["\t".join(row.get(column, "") for column in columns) for row in placed]
    return [line for line in written if line.strip("\t")]


def _placed(row: Row) -> dict[int, str]:
    """Words by the column at which their cell begins."""
    found: dict[int, str] = {}
    at = 0
    for cell in row:
        if at >= MAX_COLUMNS:
            break
        found[at] = (
            "" if cell.above else " ".join(line.strip() for line in cell.lines if line.strip()).replace("\t", " ")
        )
        at += max(1, cell.across)
    return found


def _is_layout(rows: Sequence[Row]) -> bool:
    placed = [_placed(row) for row in rows]
    if len(rows) <= 1 or len({column for row in placed for column, words in row.items() if words}) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    arranges = any(len(cell.lines) >= PROSE_LINES for cell in cells) and len(rows) <= MAX_LAYOUT_ROWS
    return arranges or any(cell.holds_table for cell in cells)
