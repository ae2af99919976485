"""Old files as offices keep them: a table of any layout, a Word table of before and after, folders of pictures."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from docx import Document
from docx.shared import Cm
from tests.scene import a_picture


def a_table(*rows: Sequence[object], title: str = "整改台账") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 4, 1)})  # noqa: DTZ001  # the same rows are the same file
    sheet = book.add_worksheet("台账")
    sheet.write(0, 0, title)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return out.getvalue()


def a_word_table(rows: Iterable[Sequence[object]]) -> bytes:
    """A cell is words, or the bytes of a picture."""
    document = Document()
    document.add_paragraph("整改前后对比")
    held = list(rows)
    table = document.add_table(rows=0, cols=len(held[0]))
    for row in held:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, bytes):
                cell.paragraphs[0].add_run().add_picture(io.BytesIO(value), width=Cm(3))
            else:
                cell.text = str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def folders(files: dict[str, bytes]) -> bytes:
    """A .zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(shade: int) -> bytes:
    return a_picture(shade)
