"""A township's workbook: which columns its sheets have, and what may be changed in the rows that went out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zhuanban.work.matters.rules.amending import PREFIX
from zhuanban.work.workbooks.rules.cells import CellFault, Value, words
from zhuanban.work.workbooks.rules.layout import Column
from zhuanban.work.workbooks.rules.rows import plain, read_cell

PURPOSE = "乡镇工作簿"
WHOSE = "底本"
KEY, STATE, LIMIT, HANDLER = "编号", "状态", "时限", "承办单位"
SHOWN = (STATE, LIMIT, HANDLER)
OWN = frozenset({"place", "title", "detail"})
Cells = dict[str, str]


@dataclass(frozen=True)
class RowBack:
    """A row that came back: where it stands, what its cells say by column, what is wrong, what it may not change."""

    row: int
    cells: Cells
    faults: list[tuple[str, str]]
    fixed: list[str]


def may_change(column: Column) -> bool:
    """Whether a column may be changed in a row that went out; the others are filled in for new rows only."""
    return column.key in OWN or column.key.startswith(PREFIX)


def of_sheet(columns: Sequence[Column]) -> list[Column]:
    """The columns of a kind as a township's sheet has them: its own township and pictures stand in none."""
    return [column for column in columns if column.key != "township" and not column.is_photo]


def read_back(columns: Sequence[Column], base: Mapping[str, str], row: int, cells: Mapping[str, Value]) -> RowBack:
    """The cells of a row by column; what stands as it went out is not read, a column left out is not empty."""
    back = RowBack(row, dict(base), [], [])
    for column in columns:
        value = cells.get(column.heading, base.get(column.key, ""))
        if words(value) != base.get(column.key, ""):
            _take(back, column, value, base.get(column.key, ""))
    return back


def _take(back: RowBack, column: Column, value: Value, was: str) -> None:
    try:
        said = words(plain(read_cell(column, value)))
    except CellFault as fault:
        if may_change(column):
            back.faults.append((column.heading, str(fault)))
        else:
            back.fixed.append(column.heading)
        return
    if said == was:
        return
    if not may_change(column):
        back.fixed.append(column.heading)
    elif said:
        back.cells[column.key] = said
    else:
        back.cells.pop(column.key, None)


def unlocked(columns: Sequence[Column]) -> list[Column]:
    """The columns with a note that says which of them may be changed."""
    fixed = "只给新增的行填写；已有事项的这一格不能在表里改"
    return [column if may_change(column) else replace(column, note=f"{fixed}。{column.note}") for column in columns]
