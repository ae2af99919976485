"""A township's workbook on its way out: a sheet for each kind of its open matters, and what it was kept here."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.workbooks.models import TownBook
from zhuanban.work.workbooks.rules.layout import FORMAT, NOTES, Column, sheet_title
from zhuanban.work.workbooks.rules.townbooks import HANDLER, KEY, LIMIT, PURPOSE, STATE, WHOSE, Cells, may_change
from zhuanban.work.workbooks.selectors.townbooks import Out, cells_of, open_matters, sheets_of, shown_cells
from zhuanban.work.workbooks.services.writing import Lists, add_rules, formats, width_of, write_about

SPARE = 200  # rows below the last for which the sheet checks what is typed
TITLE_ROW, HEAD_ROW, NOTE_ROW, FIRST_ROW = range(4)
BESIDE = {KEY: 13, STATE: 9, LIMIT: 10, HANDLER: 16}
BESIDE_NOTES = {KEY: NOTES, STATE: "不用填", LIMIT: "不用填", HANDLER: "不用填"}


@transaction.atomic
def hand_out_book(*, by: User, campaign: Campaign, township: Unit) -> tuple[TownBook, bytes]:
    """Make the workbook of a township, and keep its cells for the comparison when it comes back."""
    require(by, "townbook.take", township, within=campaign.pk)
    rows = open_matters(campaign, township)
    sheets = sheets_of(campaign, township, rows)
    if not sheets:
        raise Invalid(f"{township.name}现在没有在办事项，没有可以下载的工作簿。")
    base: dict[str, Cells] = {}
    for sheet in sheets:
        clauses = {clause.pk: words for words, clause in sheet.filling.clauses.items()}
        base |= {row.number: cells_of(row, clauses) for row in sheet.rows}
    book = TownBook(campaign=campaign, township=township, count=len(base), by=by, at=clock.now())
    book.base = json.dumps(base, ensure_ascii=False)
    book.save(force_insert=True)
    return book, _written(book, campaign, sheets, base)


def _written(book: TownBook, campaign: Campaign, sheets: Sequence[Out], base: Mapping[str, Cells]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks, lists = formats(made), Lists()
    for each in sheets:
        sheet = made.add_worksheet(sheet_title(each.filling.kind.name))
        heading = f"{book.township.name} {each.filling.kind.name}（{clock.today():%Y-%m-%d} 在办 {len(each.rows)} 件）"
        sheet.write_string(TITLE_ROW, 0, heading, looks["title"])
        _write_heads(sheet, each.filling.columns, looks)
        for place, row in enumerate(each.rows, start=FIRST_ROW):
            _write_row(sheet, place, row, each.filling.columns, base[row.number], looks)
        last = FIRST_ROW + len(each.rows) + SPARE
        add_rules(sheet, each.filling.columns, FIRST_ROW, last, lists, offset=len(BESIDE))
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
    lists.write(made)
    about = {"格式": FORMAT, "用途": PURPOSE, "行动": campaign.slug, WHOSE: str(book.uid), "单位": book.township.name}
    write_about(made, about)
    made.close()
    return out.getvalue()


def _write_heads(sheet: Any, columns: Sequence[Column], looks: Mapping[str, Any]) -> None:
    sheet.set_row(HEAD_ROW, 32)
    sheet.set_row(NOTE_ROW, 64)
    for place, (name, width) in enumerate(BESIDE.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD_ROW, place, name, looks["head"])
        sheet.write_string(NOTE_ROW, place, BESIDE_NOTES[name], looks["note"])
    for place, column in enumerate(columns, start=len(BESIDE)):
        sheet.set_column(place, place, width_of(column))
        sheet.write_string(HEAD_ROW, place, column.heading, looks["needed" if column.required else "head"])
        changed = "可以改。" if may_change(column) else ""
        sheet.write_string(NOTE_ROW, place, f"{changed}{column.note}", looks["note"])


def _write_row(
    sheet: Any, at: int, row: Matter, columns: Sequence[Column], cells: Cells, looks: Mapping[str, Any]
) -> None:
    for place, said in enumerate(shown_cells(row).values()):
        sheet.write_string(at, place, said, looks["key"])
    for place, column in enumerate(columns, start=len(BESIDE)):
        _write_cell(sheet, at, place, column, cells.get(column.key, ""), looks)


def _write_cell(sheet: Any, at: int, place: int, column: Column, said: str, looks: Mapping[str, Any]) -> None:
    kind = "day" if column.type == "day" else "number" if column.type in {"number", "money"} else "text"
    look = looks[f"open_{kind}" if may_change(column) else kind if kind != "text" else "key"]
    if not said:
        sheet.write_blank(at, place, None, look)
    elif kind == "day":
        sheet.write_datetime(at, place, date.fromisoformat(said), look)
    elif kind == "number":
        sheet.write_number(at, place, float(said), look)
    else:
        sheet.write_string(at, place, said, look)
