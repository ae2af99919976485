"""Tables in the text, and the imprint (版记) that floats at the foot of the last page."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell

from official_document import geometry, styles
from official_document.composition import Line
from official_document.docx_lines import fill_paragraph
from official_document.docx_xml import Element, border, element
from official_document.model import Fonts, Table
from official_document.styles import Style

# Cells no longer than this are centred; longer text reads better from the left.
CENTRED_CHARACTERS = 10
CELL_MARGIN_TWIPS = 60


def add_table(target: Document, table: Table) -> None:
    widths = [geometry.twips(width) for width in table.widths_mm]
    made = target.add_table(1 + len(table.rows), len(widths))
    properties = _fix(made, widths)
    properties.find(qn("w:tblW")).addnext(element("w:jc", val="center"))
    sides = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        sides.append(border(side, geometry.TABLE_RULE))
    _place(properties, sides)
    _cell_margins(properties, CELL_MARGIN_TWIPS)
    header, *rows = list(made.rows)
    header_properties: Element = header._tr.get_or_add_trPr()
    header_properties.append(element("w:cantSplit"))
    header_properties.append(element("w:tblHeader"))
    for cell, text in zip(header.cells, table.header, strict=True):
        _fill(cell, text, styles.TABLE_HEAD)
    for row, texts in zip(rows, table.rows, strict=True):
        row_properties: Element = row._tr.get_or_add_trPr()
        row_properties.append(element("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, styles.TABLE_TEXT)


def add_imprint(target: Document, lines: tuple[Line, ...], fonts: Fonts, *, ruled: bool) -> None:
    """A floating table as wide as the text, its last rule on the text's lower edge (GB/T 9704-2012, 7.4.1).

    Word and WPS float it; LibreOffice 7 floats no table of full width and sets it right below the text instead.
    """
    made = target.add_table(len(lines), 1)
    properties = _fix(made, [geometry.twips(geometry.TEXT_MM[0])])
    position = element(
        "w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom", leftFromText=0
    )
    properties.insert(list(properties).index(properties.find(qn("w:tblW"))), position)
    if ruled:
        sides = element("w:tblBorders")
        sides.append(border("top", geometry.THICK_RULE))
        sides.append(border("bottom", geometry.THICK_RULE))
        sides.append(border("insideH", geometry.THIN_RULE))
        _place(properties, sides)
    _cell_margins(properties, 0)
    for row, line in zip(made.rows, lines, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        paragraph.style = line.style.name
        fill_paragraph(paragraph, line, fonts)
    _close(target)


def _close(target: Document) -> None:
    """A file must end in a paragraph; it is one point high so that it opens no new page."""
    last = target.add_paragraph(style=styles.BLANK.name)
    fill_paragraph(last, Line(styles.BLANK, line_pt=1), Fonts())


def _fix(made: WordTable, widths: list[int]) -> Element:
    """Exact column widths; answers the table's properties."""
    made.autofit = False
    properties: Element = made._tbl.tblPr
    for tag in ("w:tblStyle", "w:tblLook"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    total = properties.find(qn("w:tblW"))
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(sum(widths)))
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell_width: Element = cell._tc.get_or_add_tcPr().get_or_add_tcW()
            cell_width.set(qn("w:type"), "dxa")
            cell_width.set(qn("w:w"), str(width))
    return properties


def _place(properties: Element, sides: Element) -> None:
    """Borders come before the layout in the schema's order."""
    layout = properties.find(qn("w:tblLayout"))
    properties.append(sides) if layout is None else layout.addprevious(sides)


def _cell_margins(properties: Element, twips: int) -> None:
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=twips, type="dxa"))
    properties.append(margins)


def _fill(cell: _Cell, text: str, style: Style) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style.name
    paragraph.add_run(text)
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))
    if geometry.width(text) <= CENTRED_CHARACTERS:
        paragraph._p.get_or_add_pPr().append(element("w:jc", val="center"))
