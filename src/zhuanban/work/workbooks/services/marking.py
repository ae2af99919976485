"""A copy of a sheet with its faults marked: the cells red, the words beside them and in a last column."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhuanban.work.workbooks.rules.cells import words
from zhuanban.work.workbooks.rules.faults import Fault
from zhuanban.work.workbooks.rules.layout import sheet_title
from zhuanban.work.workbooks.rules.sheets import Sheet, find_head
from zhuanban.work.workbooks.services.reading import read_book
from zhuanban.work.workbooks.services.writing import formats


def marked_copy(content: bytes, name: str, faults: Sequence[Fault], headings: Sequence[str]) -> bytes:
    """An .xlsx with what the workbook held; pictures and looks are left to the original."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = formats(book)
    for sheet in read_book(content, name):
        if not sheet.is_hidden:
            _write(book, sheet, [fault for fault in faults if fault.sheet in ("", sheet.title)], headings, looks)
    book.close()
    return out.getvalue()


def _write(
    book: Any, sheet: Sheet, faults: Sequence[Fault], headings: Sequence[str], looks: Mapping[str, Any]
) -> None:
    head = find_head(sheet, headings)
    columns = dict(head.columns) if head else {}
    by_cell: dict[tuple[int, int], list[str]] = {}
    for fault in faults:
        by_cell.setdefault((fault.row, columns.get(fault.column, 0)), []).append(fault.words)
    page = book.add_worksheet(sheet_title(sheet.title))
    page.set_column(0, max(sheet.width, 1), 16)
    page.set_column(sheet.width, sheet.width, 60)
    for row in range(1, sheet.height + 1):
        for column, value in enumerate(sheet.row(row), start=1):
            said = by_cell.get((row, column))
            page.write_string(row - 1, column - 1, words(value), looks["fault" if said else "text"])
            if said:
                page.write_comment(row - 1, column - 1, "；".join(said))
        told = [text for (at, _), texts in sorted(by_cell.items()) if at == row for text in texts]
        if told:
            page.write_string(row - 1, sheet.width, "；".join(told), looks["fault"])
    if head:
        page.write_string(head.last - 1, sheet.width, "哪里不对", looks["head"])
        page.freeze_panes(head.last, 0)
