"""One row of a sheet by its columns: values as the services take them, and what is wrong in the sheet's own words."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhuanban.work.workbooks.rules.cells import CellFault, Value, choice, day, number, text, words, yes_no
from zhuanban.work.workbooks.rules.layout import Column


@dataclass(frozen=True)
class RowRead:
    """What a row says, by the keys of its columns; (heading, words) for what is wrong."""

    values: dict[str, Any]
    faults: list[tuple[str, str]]


def read_row(columns: Iterable[Column], cells: Mapping[str, Value]) -> RowRead:
    """Every column read by its type; empty cells give no value."""
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        if column.is_photo:
            continue
        try:
            value = read_cell(column, cells.get(column.heading, ""))
        except CellFault as fault:
            faults.append((column.heading, str(fault)))
            continue
        if value in ("", None):
            if column.required:
                faults.append((column.heading, "没有填写"))
            continue
        values[column.key] = value
    return RowRead(values, faults)


def read_cell(column: Column, cell: Value) -> Any:
    """The value of one cell by the type of its column; "" or None where it is empty."""
    if column.type == "day":
        return day(cell)
    if column.type in {"number", "money"}:
        return number(cell)
    if column.type == "yes-no":
        return yes_no(cell)
    if column.type == "choice":
        return choice(cell, column.choices)
    return text(cell, column.most)


def digest_of(kind: str, values: Mapping[str, Any]) -> str:
    """By which a row is known again, however its cells were formatted and its columns ordered."""
    said = "\0".join([kind, *(f"{key}={words(plain(values[key]))}" for key in sorted(values))])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def plain(value: Any) -> Any:
    """A value as words() writes it in one form however it came."""
    return format(value.normalize(), "f") if hasattr(value, "normalize") else value
