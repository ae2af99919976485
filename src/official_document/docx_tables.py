"""Tables in the text, and the imprint (版记) that floats at the foot of the last page."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from official_document import geometry, styles
from official_document.composition import Line
from official_document.docx_lines import TEXT_TWIPS, fill_paragraph
from official_document.docx_xml import Element, border, element, put
from official_document.model import Fonts, Table
from official_document.styles import Style

# Cells no longer than this are centred; longer text reads better from the left.
CENTRED_CHARACTERS = 10
CELL_MARGIN_TWIPS = 60


def add_table(target: Document, table: Table) -> None:
    widths = [geometry.twips(width) for width in table.widths_mm]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    made = _table(widths, [border(side, geometry.TABLE_RULE) for side in sides], CELL_MARGIN_TWIPS)
    made.find(qn("w:tblPr")).find(qn("w:tblW")).addnext(element("w:jc", val="center"))
    made.append(_row(table.header, widths, styles.TABLE_HEAD, repeats=True))
    for texts in table.rows:
        made.append(_row(texts, widths, styles.TABLE_TEXT, repeats=False))
    _append(target, made)


def add_imprint(target: Document, lines: tuple[Line, ...], fonts: Fonts, *, ruled: bool) -> None:
    """A floating table as wide as the text, its last rule on the text's lower edge (GB/T 9704-2012, 7.4.1).

    Word and WPS float it; LibreOffice 7 floats no table of full width and sets it right below the text instead.
    """
    rules = {"top": geometry.THICK_RULE, "bottom": geometry.THICK_RULE, "insideH": geometry.THIN_RULE}
    made = _table([TEXT_TWIPS], [border(side, size) for side, size in rules.items()] if ruled else [], 0)
    place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
    made.find(qn("w:tblPr")).insert(0, element("w:tblpPr", leftFromText=0, **place))
    _append(target, made)
    for line in lines:
        paragraph = _paragraph(line.style)
        made.append(_wrapped([_cell(paragraph, TEXT_TWIPS)]))
        fill_paragraph(Paragraph(paragraph, target._body), line, fonts)
    # A file must end in a paragraph; it is one point high so that it opens no new page.
    last = target.add_paragraph(style=styles.BLANK.name)
    fill_paragraph(last, Line(styles.BLANK, line_pt=1), fonts)


def _table(widths: list[int], borders: list[Element], margin: int) -> Element:
    """An empty table of exact column widths."""
    made = element("w:tbl")
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    if borders:
        sides = element("w:tblBorders")
        sides.extend(borders)
        properties.append(sides)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    margins.extend([element(f"w:{side}", w=margin, type="dxa") for side in ("left", "right")])
    properties.append(margins)
    grid = element("w:tblGrid")
    grid.extend([element("w:gridCol", w=width) for width in widths])
    made.extend([properties, grid])
    return made


def _row(texts: tuple[str, ...], widths: list[int], style: Style, *, repeats: bool) -> Element:
    cells = [_cell(_cell_text(text, style), width) for text, width in zip(texts, widths, strict=True)]
    made = _wrapped(cells)
    properties = element("w:trPr")
    properties.append(element("w:cantSplit"))
    if repeats:
        properties.append(element("w:tblHeader"))
    made.insert(0, properties)
    return made


def _wrapped(cells: list[Element]) -> Element:
    made = element("w:tr")
    made.extend(cells)
    return made


def _cell(paragraph: Element, width: int) -> Element:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.extend([element("w:tcW", w=width, type="dxa"), element("w:vAlign", val="center")])
    made.extend([properties, paragraph])
    return made


def _cell_text(text: str, style: Style) -> Element:
    made = _paragraph(style)
    if geometry.width(text) <= CENTRED_CHARACTERS:
        put(made.get_or_add_pPr(), "w:jc", val="center")
    made.add_r().text = text
    return made


def _paragraph(style: Style) -> Element:
    made = element("w:p")
    made.get_or_add_pPr().append(element("w:pStyle", val=styles.KEYS[style]))
    return made


def _append(target: Document, made: Element) -> None:
    target.element.body.find(qn("w:sectPr")).addprevious(made)
