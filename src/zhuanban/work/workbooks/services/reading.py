"""Reading a workbook of any make into sheets, bounded before the reader lays anything out."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import TABLES, Admitted, Kind, admit
from zhuanban.work.workbooks.rules.sheets import Area, Sheet, resolved

SUFFIXES = (".xlsx", ".xls", ".et", ".ods", ".csv")
MOST_BYTES, MOST_UNPACKED = 20 * 1024 * 1024, 200 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 50_000, 300, 3_000_000, 60
CELL = re.compile(rb'<(?:c|row)\b[^>]{0,200}?\br="([A-Z]{0,3})(\d{1,10})"')
OPEN_ROW = re.compile(rb'<table:table-row\b[^>]{0,300}?number-rows-repeated="(\d{1,10})"[^>]{0,300}?>(.{0,400})', re.S)
OPEN_CELL = re.compile(rb"<table:table-cell\b([^>]{0,400})>")
REPEATED = re.compile(rb'number-columns-repeated="(\d{1,10})"')
BROKEN = "表格打不开，可能没有传完整，请用 Excel 或 WPS 另存为 .xlsx 后重新上传。"
FAR = f"表格最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请删除数据之外的行和列后重新上传。"


def read_book(content: bytes, name: str, *, field: str = "content") -> list[Sheet]:
    """The sheets of a file in their order, hidden ones among them; Invalid for what is no workbook or too big."""
    admitted = admit(content, name, kinds=TABLES, most_bytes=MOST_BYTES, field=field)
    try:
        return _sheets(admitted)
    except Invalid as error:
        error.field = error.field or field
        raise


def _sheets(admitted: Admitted) -> list[Sheet]:
    if admitted.kind is Kind.TEXT:
        return [_from_text(admitted)]
    if admitted.kind is Kind.OFFICE:
        _bound(_parts(admitted.content, "xl/"))
    elif admitted.kind is Kind.OPEN_SHEET:
        _bound_open(_parts(admitted.content, "content.xml"))
    try:
        return _from_book(CalamineWorkbook.from_filelike(io.BytesIO(admitted.content)))
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise Invalid(BROKEN) from error
    except BaseException as error:  # the reader's own panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Invalid("表格读不懂，请用 Excel 或 WPS 另存为 .xlsx 后重新上传。") from error


def _from_book(book: CalamineWorkbook) -> list[Sheet]:
    if len(book.sheet_names) > MOST_SHEETS:
        raise Invalid(f"一个文件最多 {MOST_SHEETS} 张工作表。")
    sheets, cells = [], 0
    for about in book.sheets_metadata:
        if not str(about.typ).endswith("WorkSheet"):
            continue
        read = book.get_sheet_by_name(about.name)
        end = read.end or (0, 0)
        cells += (end[0] + 1) * (end[1] + 1)
        if cells > MOST_CELLS or end[0] >= MOST_ROWS + HEADROOM or end[1] >= MOST_COLUMNS:
            raise Invalid(FAR)
        merged = [Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in _merged(read)]
        grid: Any = read.to_python(skip_empty_area=False)
        is_hidden = about.visible != SheetVisibleEnum.Visible
        sheets.append(Sheet(about.name, resolved(grid, merged), merged, is_hidden))
    if not sheets:
        raise Invalid("文件里没有工作表。")
    return sheets


HEADROOM = 30  # rows above the data: title, notes, head


def _merged(read: Any) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return read.merged_cell_ranges or []


def _parts(content: bytes, start: str) -> Iterator[bytes]:
    """The markup of a workbook, part by part; Invalid where it is broken or unpacks to very much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if part.filename.lower().startswith(start)]
            markup = [part for part in parts if part.filename.lower().endswith(".xml")]
            if sum(part.file_size for part in markup) > MOST_UNPACKED:
                raise Invalid("表格太大，没有接收。请分成几个文件上传。")
            for part in markup:
                yield archive.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise Invalid(BROKEN) from error


def _bound(parts: Iterator[bytes]) -> None:
    """A reader lays out the whole rectangle of a sheet: refuse one that a far cell makes huge."""
    for part in parts:
        for column, row in CELL.findall(part):
            if int(row) > MOST_ROWS + HEADROOM or len(column) > 2:
                raise Invalid(FAR)


def _bound_open(parts: Iterator[bytes]) -> None:
    """The same for .ods, where a cell or a row may say that it comes again and again."""
    for part in parts:
        again = sum(int(count) for count, inner in OPEN_ROW.findall(part) if b"office:value" in inner)
        cells = (REPEATED.search(inner) for inner in OPEN_CELL.findall(part) if b"value-type" in inner)
        if again > MOST_ROWS or any(found and int(found[1]) > MOST_COLUMNS for found in cells):
            raise Invalid(FAR)


def _from_text(admitted: Admitted) -> Sheet:
    """A .csv: the encoding and the separator are found, whatever the program that wrote it."""
    said = decoded(admitted.content)
    sample = said[:20_000]
    separator = max(",\t;", key=sample.count)
    reader = csv.reader(io.StringIO(said, newline=""), delimiter=separator)
    grid: list[list[Any]] = []
    try:
        for row in reader:
            grid.append([_armed(cell) for cell in row])
            if len(grid) > MOST_ROWS + HEADROOM or len(row) > MOST_COLUMNS:
                raise Invalid(FAR)
    except csv.Error as error:
        raise Invalid("文本表格读不懂，请用 Excel 或 WPS 另存为 .xlsx 后重新上传。") from error
    return Sheet(admitted.name.rpartition(".")[0] or admitted.name, grid)


def _armed(cell: str) -> str:
    """Without the quote by which an export disarms what a spreadsheet would compute."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def decoded(content: bytes) -> str:
    """The text of a .csv in UTF-8, UTF-16 with its mark, or GB18030; Invalid where it is none of them."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("文字编码认不出，请用 Excel 或 WPS 另存为 .xlsx 后重新上传。")
