"""Photos that people paste into cells: WPS's DISPIMG and floating pictures, read by row and column."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhuanban.ground.core.errors import Invalid

MOST_PICTURES = 1000
MOST_PART = 100 * 1024 * 1024
FORMULA = re.compile(rb'<c\b[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>\s*<f[^>]{0,200}>([^<]{0,300})</f>')
DISPIMG = re.compile(rb'DISPIMG\((?:"|&quot;)([^"&]{1,80})(?:"|&quot;)')
NAMES = {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "etc": "http://www.wps.cn/officeDocument/2017/etCustomData",
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
EMBED, ID = f"{{{NAMES['r']}}}embed", f"{{{NAMES['r']}}}id"
CELL_IMAGES = "xl/cellimages.xml"


@dataclass(frozen=True)
class CellPicture:
    """A picture and the cell in which it lies or begins; row and column count from 1."""

    sheet: str
    row: int
    column: int
    content: bytes


def pictures_in(content: bytes) -> list[CellPicture]:
    """The pictures of an .xlsx by sheet, row and column; none for other makes of workbook."""
    if not content.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return list(_Book(archive).pictures())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Invalid("表格里的图片读不出来，请重新贴图或另存后上传。", "content") from error


class _Book:
    """The parts of a workbook that lead to its pictures."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts = set(archive.namelist())
        self.count = 0

    def pictures(self) -> Iterator[CellPicture]:
        """DISPIMG cells first, then floating ones, sheet by sheet."""
        if "xl/workbook.xml" not in self.parts:
            return
        named = dict(self._named_images())
        links = self._links("xl/workbook.xml")
        for sheet in self._xml("xl/workbook.xml").iterfind(".//m:sheets/m:sheet", NAMES):
            part, title = links.get(sheet.get(ID) or "", ""), sheet.get("name") or ""
            if part not in self.parts:
                continue
            yield from self._in_cells(part, title, named)
            for drawing in self._links(part).values():
                if "/drawings/drawing" in drawing and drawing in self.parts:
                    yield from self._floating(drawing, title)

    def _named_images(self) -> Iterator[tuple[str, str]]:
        """ID of an image in a cell → the part that holds it."""
        if CELL_IMAGES not in self.parts:
            return
        links = self._links(CELL_IMAGES)
        for image in self._xml(CELL_IMAGES).iterfind(".//etc:cellImage", NAMES):
            name, blip = image.find(".//xdr:cNvPr", NAMES), image.find(".//a:blip", NAMES)
            if name is not None and blip is not None:
                yield name.get("name") or "", links.get(blip.get(EMBED) or "", "")

    def _in_cells(self, part: str, title: str, named: dict[str, str]) -> Iterator[CellPicture]:
        if not named:
            return
        for column, row, formula in FORMULA.findall(self._read(part)):
            found = DISPIMG.search(formula)
            media = named.get(found[1].decode("ascii", "replace"), "") if found else ""
            if media in self.parts:
                yield self._picture(title, int(row), _number(column.decode()), media)

    def _floating(self, drawing: str, title: str) -> Iterator[CellPicture]:
        links = self._links(drawing)
        for anchor in self._xml(drawing):
            blip = anchor.find(".//a:blip", NAMES)
            media = links.get(blip.get(EMBED) or "", "") if blip is not None else ""
            if media in self.parts and (place := _corner(anchor)):
                yield self._picture(title, *place, media)

    def _picture(self, title: str, row: int, column: int, media: str) -> CellPicture:
        self.count += 1
        if self.count > MOST_PICTURES:
            raise Invalid(f"一个表格最多贴 {MOST_PICTURES} 张图片，请分成几个文件上传。", "content")
        return CellPicture(title, row, column, self._read(media))

    def _links(self, part: str) -> dict[str, str]:
        """Key of a relation → the part inside the file to which it leads; what lies outside is left out."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return {}
        found = {}
        for link in self._xml(rels):
            if link.get("TargetMode") != "External":
                target = link.get("Target") or ""
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[link.get("Id") or ""] = posixpath.normpath(inside)
        return found

    def _xml(self, part: str) -> "etree._Element":
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self._read(part), parser)

    def _read(self, part: str) -> bytes:
        if self.archive.getinfo(part).file_size > MOST_PART:
            raise Invalid("表格里的一部分太大，没有接收。", "content")
        return self.archive.read(part)


def _corner(anchor: "etree._Element") -> tuple[int, int] | None:
    """The row and the column of the cell in which a floating picture begins: that into which it was pasted."""
    start = anchor.find("xdr:from", NAMES)
    if start is None:
        return None
    return int(start.findtext("xdr:row", "0", NAMES)) + 1, int(start.findtext("xdr:col", "0", NAMES)) + 1


def _number(name: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
