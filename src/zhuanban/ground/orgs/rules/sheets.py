"""The table by which units and people come in: its sheets, its columns, and how its cells are read."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhuanban.ground.orgs.rules import UnitKind

UNITS, PEOPLE = "单位", "人员"
COLUMNS = {
    UNITS: ("名称", "类别", "上级单位", "别称", "区划代码", "设立日期"),
    PEOPLE: ("姓名", "单位", "职务", "任职日期", "工作电话"),
}
KINDS = {kind.label: kind.value for kind in UnitKind}
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 40, 300
MOST_FAULTS = 200
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
BETWEEN = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell, in the words of the sheet."""

    sheet: str
    row: int
    column: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its number as people see it, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def written(value: Any) -> str:
    """A cell as text: days as 2024-03-05, whole numbers without a point, blanks at the ends taken off."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value if value is not None else "").strip()


def plain(words: str) -> str:
    """A name without blanks; half-width brackets as full ones."""
    return "".join(words.split()).replace("(", "（").replace(")", "）")


def day_of(words: str) -> date | None:
    """The day that is written, or None where it is none."""
    found = DAY.fullmatch(words)
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def several(words: str) -> list[str]:
    """Names in one cell."""
    return [name for name in map(plain, BETWEEN.split(words)) if name]
