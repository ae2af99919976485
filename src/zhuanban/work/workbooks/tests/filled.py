"""Templates as people fill them in: rows under the example, photos in cells."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from PIL import Image

from zhuanban.work.matters.models import Kind
from zhuanban.work.workbooks.selectors.filling import filling_of
from zhuanban.work.workbooks.services.templates import empty_book

LEDGER = "other-undertaking"  # a general kind, without fields of its own


def picture(shade: int = 90) -> bytes:
    """A small JPEG, another for each shade."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 90)).save(out, "JPEG")
    return out.getvalue()


def template(cast: Any, by: Any, code: str = LEDGER) -> bytes:
    filling = filling_of(by, cast.campaign, Kind.objects.get(code=code))
    return empty_book(cast.campaign, filling.kind, filling.version, filling.columns)


def headings(cast: Any, by: Any, code: str = LEDGER) -> list[str]:
    return [column.heading for column in filling_of(by, cast.campaign, Kind.objects.get(code=code)).columns]


def clause_words(cast: Any, by: Any) -> str:
    return next(iter(filling_of(by, cast.campaign, Kind.objects.get(code=LEDGER)).clauses))


def a_row(cast: Any, place: str, **cells: Any) -> dict[str, Any]:
    clause = clause_words(cast, cast.office)
    return {"乡镇（街道）": "柳河镇", "地点": place, "任务条款": clause, **cells}


def book(
    heads: Sequence[str], rows: Sequence[Mapping[str, Any]], floating: Mapping[tuple[int, str], bytes] | None = None
) -> bytes:
    """An own table with these headings in its second row; floating pictures by row of the sheet and heading."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = made.add_worksheet("台账"), made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, "某镇台账")
    sheet.write_row(1, 0, list(heads))
    for number, cells in enumerate(rows, start=2):
        for heading, value in cells.items():
            place = list(heads).index(heading)
            is_day = hasattr(value, "isoformat")
            sheet.write_datetime(number, place, value, day) if is_day else sheet.write(number, place, value)
    for (row, heading), content in (floating or {}).items():
        place = list(heads).index(heading)
        sheet.insert_image(row - 1, place, "a.jpg", {"image_data": io.BytesIO(content), "object_position": 1})
    made.close()
    return out.getvalue()


def with_dispimg(content: bytes, cell: str, image: bytes, name: str = "ID_8F2A") -> bytes:
    """The same workbook with a picture inside a cell, as WPS writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = _with_formula(data.decode(), cell, name).encode()
            new.writestr(part.filename, data)
        new.writestr("xl/cellimages.xml", CELL_IMAGES.format(name=name))
        new.writestr("xl/_rels/cellimages.xml.rels", CELL_LINKS)
        new.writestr("xl/media/cell1.jpeg", image)
    return out.getvalue()


def _with_formula(markup: str, cell: str, name: str) -> str:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    formula = f'<c r="{cell}" t="str"><f>_xlfn.DISPIMG(&quot;{name}&quot;,1)</f><v>=DISPIMG("{name}",1)</v></c>'
    at = markup.index("</row>", markup.index(f'<row r="{row}"'))
    return markup[:at] + formula + markup[at:]


CELL_IMAGES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="2" name="{name}" descr="a"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
    "</xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>"
)
CELL_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/cell1.jpeg"/>'
    "</Relationships>"
)
