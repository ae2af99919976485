"""The empty workbook of a kind: headings with their reasons, lists, checks, an example that is never brought in."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind
from zhuanban.work.workbooks.rules.layout import EXAMPLE, FORMAT, NOTES, NUMBER, Column, sheet_title
from zhuanban.work.workbooks.services.writing import Lists, add_rules, formats, look_of, width_of, write_about

ROWS = 2000  # rows for which the template checks what is typed
TITLE_ROW, HEAD_ROW, NOTE_ROW, EXAMPLE_ROW, FIRST_ROW = range(5)


def empty_book(campaign: Campaign, kind: Kind, version: int, columns: Sequence[Column]) -> bytes:
    """An .xlsx to be filled in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks, lists = formats(book), Lists()
    sheet = book.add_worksheet(sheet_title(kind.name))
    sheet.write_string(TITLE_ROW, 0, f"{campaign.short_name} {kind.name}登记表", looks["title"])
    _write_heads(sheet, columns, looks)
    add_rules(sheet, columns, FIRST_ROW, FIRST_ROW + ROWS, lists)
    sheet.freeze_panes(FIRST_ROW, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    lists.write(book)
    about = {"格式": FORMAT, "用途": "登记", "类别": kind.code, "类别版本": str(version), "行动": campaign.slug}
    write_about(book, about)
    book.close()
    return out.getvalue()


def _write_heads(sheet: Any, columns: Sequence[Column], looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 6)
    sheet.set_row(HEAD_ROW, 32)
    sheet.set_row(NOTE_ROW, 64)
    for row, word, look in ((HEAD_ROW, NUMBER, "head"), (NOTE_ROW, NOTES, "note"), (EXAMPLE_ROW, EXAMPLE, "example")):
        sheet.write_string(row, 0, word, looks[look])
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, width_of(column), looks[look_of(column)])
        sheet.write_string(HEAD_ROW, place, column.heading, looks["needed" if column.required else "head"])
        needed = "必填。" if column.required and not column.is_photo else ""
        sheet.write_string(NOTE_ROW, place, f"{needed}{column.note}", looks["note"])
        sheet.write_string(EXAMPLE_ROW, place, column.example, looks["example"])
        if column.note:
            sheet.write_comment(HEAD_ROW, place, f"{needed}{column.note}", {"x_scale": 2})
