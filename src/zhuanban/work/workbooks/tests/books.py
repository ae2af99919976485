"""Workbooks made for the stories of this room."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

FILES = Path(__file__).parent / "files"


def made(build: Callable[[Any, Any], None], title: str = "台账") -> bytes:
    """An .xlsx of one sheet, written by build(book, sheet)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    build(book, book.add_worksheet(title))
    book.close()
    return out.getvalue()


def table(rows: Sequence[Sequence[Any]], title: str = "台账") -> bytes:
    """An .xlsx of one sheet with these rows; days are written as days."""

    def build(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, cells in enumerate(rows):
            for place, value in enumerate(cells):
                is_day = hasattr(value, "isoformat")
                sheet.write_datetime(number, place, value, day) if is_day else sheet.write(number, place, value)

    return made(build, title)


def open_sheet(rows: str) -> bytes:
    """An .ods with this markup for its rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", OPEN.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return out.getvalue()


NAMES = "urn:oasis:names:tc:opendocument:xmlns"
OPEN = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{NAMES}:office:1.0" '
    f'xmlns:table="{NAMES}:table:1.0" xmlns:text="{NAMES}:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="台账">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def open_row(*cells: str, again: int = 1) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{again}">{inner}</table:table-row>'
