"""Reading a workbook (.xlsx, .xls, .et) into rows of text, bounded before the reader allocates anything."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import SHEETS, Kind, admit
from zhuanban.ground.orgs.rules.sheets import (
    COLUMNS,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Fault,
    Row,
    plain,
    written,
)

MOST_BYTES, MOST_UNPACKED = 10 * 1024 * 1024, 64 * 1024 * 1024
CELL = re.compile(rb'<(?:c|row)\b[^>]{0,200}?\br="([A-Z]{0,3})(\d{1,10})"')
MOST_LETTERS = 2
BROKEN = "表格打不开，可能没有传完整，请另存为 .xlsx 后重新上传。"
Sheets = dict[str, list[Row]]
Columns = Mapping[str, Sequence[str]]


def read_table(content: bytes, name: str, columns: Columns = COLUMNS) -> tuple[Sheets, list[Fault]]:
    """The rows of the known sheets, and what is wrong with their heads; Invalid for what is no workbook."""
    admitted = admit(content, name, kinds=SHEETS, most_bytes=MOST_BYTES, field="content")
    if admitted.kind is Kind.OFFICE:
        _bound(content)
    sheets: Sheets = {}
    faults: list[Fault] = []
    for title, grid in _grids(content, columns).items():
        sheets[title], wrong = _rows(title, grid, columns[title])
        faults += wrong
    if next(iter(columns)) not in sheets and not any(sheets.values()):
        wanted = "或".join(f"“{title}”" for title in columns)
        raise Invalid(f"文件里没有名为{wanted}的工作表，请用下载的模板填写。", "content")
    return sheets, faults


def _bound(content: bytes) -> None:
    """A reader lays out the whole rectangle of a sheet: refuse one that a far cell makes huge."""
    try:
        for part in _sheet_parts(content):
            for column, row in CELL.findall(part):
                if int(row) > MOST_ROWS + 1 or len(column) > MOST_LETTERS:
                    raise Invalid(f"表格最多 {MOST_ROWS} 行，请删除数据之外的行和列。", "content")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise Invalid(BROKEN, "content") from error


def _sheet_parts(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if part.filename.lower().startswith("xl/")]
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Invalid("表格太大，没有接收。请只留模板里有的工作表。", "content")
        yield from (archive.read(part) for part in parts if part.filename.lower().endswith(".xml"))


def _grids(content: bytes, columns: Columns) -> dict[str, list[list[Any]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        known = [title for title in book.sheet_names if plain(title) in columns]
        return {plain(title): book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in known}
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise Invalid(BROKEN, "content") from error
    except BaseException as error:  # the reader's own panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Invalid("表格读不懂，请另存为 .xlsx 后重新上传。", "content") from error


def _rows(
    title: str, grid: Sequence[Sequence[Any]], columns: Sequence[str]
) -> tuple[list[Row], list[Fault]]:
    if len(grid) > MOST_ROWS + 1:
        raise Invalid(f"“{title}”表最多 {MOST_ROWS} 行。", "content")
    head = [plain(written(cell)) for cell in (grid[0] if grid else ())][:MOST_COLUMNS]
    places = {column: head.index(column) for column in columns if column in head}
    missing = [column for column in columns[:2] if column not in places]
    if missing:
        return [], [Fault(title, 1, column, f"第一行没有“{column}”这一列") for column in missing]
    rows, faults = [], []
    for number, cells in enumerate(grid[1:], start=2):
        texts = {column: written(cells[place]) for column, place in places.items() if place < len(cells)}
        for column, text in texts.items():
            if len(text) > LONGEST_CELL or not text.replace("\n", "").isprintable():
                faults.append(Fault(title, number, column, f"内容太长（最多 {LONGEST_CELL} 个字）或含有不能显示的字符"))
        if any(texts.values()):
            rows.append(Row(number, texts))
    return rows, faults
