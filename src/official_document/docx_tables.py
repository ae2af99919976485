"""Tables in the text, and the imprint (版记) that floats at the foot of the last page."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from official_document import geometry, styles
from official_document.docx_lines import TEXT_TWIPS, fill_paragraph
from official_document.docx_xml import Element, border, element, put
from official_document.lines import Grid, ImprintRow, Line
from official_document.model import Fonts
from official_document.styles import Style

# Cells no longer than this are centred; longer text reads better from the left.
CENTRED_CHARACTERS = 10
MARGIN_SIDES = ("top", "left", "bottom", "right")


def add_table(target: Document, grid: Grid) -> None:
    """Rows are never split, the head is repeated; two rows at least stand at either side of a page's end."""
    widths = [geometry.twips(width) for width in grid.widths_mm]
    margins = dict.fromkeys(MARGIN_SIDES, geometry.CELL_MARGIN_TWIPS)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    made = _table(widths, [border(side, geometry.TABLE_RULE) for side in sides], margins)
    made.find(qn("w:tblPr")).find(qn("w:tblW")).addnext(element("w:jc", val="center"))
    made.append(_row(grid.header, widths, grid.head_style, repeats=True, keep_next=bool(grid.rows) or grid.keep_next))
    last = len(grid.rows) - 1
    for index, texts in enumerate(grid.rows):
        keep_next = grid.keep_next if index == last else index in (0, last - 1)
        made.append(_row(texts, widths, grid.text_style, repeats=False, keep_next=keep_next))
    _append(target, made)


def add_imprint(target: Document, rows: tuple[ImprintRow, ...], fonts: Fonts, *, ruled: bool) -> None:
    """A floating table as wide as the text, its last rule on the text's lower edge (GB/T 9704-2012, 7.4.1).

    Its place is measured from the page's edge: LibreOffice 7 floats no table of the text's width otherwise.
    """
    days = [row.day.text for row in rows if row.day]
    day_twips = geometry.twips(max(map(geometry.imprint_day_mm, days), default=0))
    widths = [TEXT_TWIPS - day_twips, day_twips] if days else [TEXT_TWIPS]
    rules = {"top": geometry.THICK_RULE, "bottom": geometry.THICK_RULE, "insideH": geometry.THIN_RULE}
    margins = dict.fromkeys(MARGIN_SIDES, 0) | dict.fromkeys(("top", "bottom"), geometry.IMPRINT_MARGIN_TWIPS)
    made = _table(widths, [border(side, size) for side, size in rules.items()] if ruled else [], margins)
    place = {"vertAnchor": "margin", "horzAnchor": "page", "tblpX": geometry.twips(geometry.INNER_MM)}
    made.find(qn("w:tblPr")).insert(0, element("w:tblpPr", leftFromText=0, **place, tblpYSpec="bottom"))
    _append(target, made)
    for row in rows:
        made.append(_imprint_row(target, row, widths, fonts))
    # A file must end in a paragraph; it is one point high so that it opens no new page.
    last = target.add_paragraph(style=styles.BLANK.name)
    fill_paragraph(last, Line(styles.BLANK, line_pt=1), fonts)


def _imprint_row(target: Document, row: ImprintRow, widths: list[int], fonts: Fonts) -> Element:
    lines = [row.line, row.day] if row.day else [row.line]
    cells = []
    for line, width in zip(lines, widths if row.day else [sum(widths)], strict=True):
        paragraph = _paragraph(line.style)
        cells.append(_cell(paragraph, width, spans=1 if row.day else len(widths), align="bottom"))
        fill_paragraph(Paragraph(paragraph, target._body), line, fonts)
    made = _wrapped(cells)
    made.insert(0, _row_properties())
    return made


def _table(widths: list[int], borders: list[Element], margins: dict[str, int]) -> Element:
    """An empty table of exact column widths."""
    made = element("w:tbl")
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    if borders:
        sides = element("w:tblBorders")
        sides.extend(borders)
        properties.append(sides)
    properties.append(element("w:tblLayout", type="fixed"))
    inside = element("w:tblCellMar")
    inside.extend([element(f"w:{side}", w=margin, type="dxa") for side, margin in margins.items()])
    properties.append(inside)
    grid = element("w:tblGrid")
    grid.extend([element("w:gridCol", w=width) for width in widths])
    made.extend([properties, grid])
    return made


def _row(texts: tuple[str, ...], widths: list[int], style: Style, *, repeats: bool, keep_next: bool) -> Element:
    paragraphs = [_cell_text(text, style, keep_next=keep_next) for text in texts]
    made = _wrapped([_cell(paragraph, width) for paragraph, width in zip(paragraphs, widths, strict=True)])
    made.insert(0, _row_properties(repeats=repeats))
    return made


def _row_properties(*, repeats: bool = False) -> Element:
    properties = element("w:trPr")
    properties.append(element("w:cantSplit"))
    if repeats:
        properties.append(element("w:tblHeader"))
    return properties


def _wrapped(cells: list[Element]) -> Element:
    made = element("w:tr")
    made.extend(cells)
    return made


def _cell(paragraph: Element, width: int, *, spans: int = 1, align: str = "center") -> Element:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    if spans > 1:
        properties.append(element("w:gridSpan", val=spans))
    properties.append(element("w:vAlign", val=align))
    made.extend([properties, paragraph])
    return made


def _cell_text(text: str, style: Style, *, keep_next: bool) -> Element:
    made = _paragraph(style)
    if keep_next:
        put(made.get_or_add_pPr(), "w:keepNext")
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
