"""Writing composed lines into a Word file with python-docx."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from official_document import geometry, styles
from official_document.docx_letter import dress_letter
from official_document.docx_lines import fill_paragraph, page_number
from official_document.docx_tables import add_imprint, add_table
from official_document.docx_xml import Element, drop_theme_fonts, element, put, set_font
from official_document.lines import Composed, Grid, Line
from official_document.model import Fonts, OfficialDocument
from official_document.styles import Style

# A zip file carries a time for each part; a fixed one makes equal documents equal files.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
WORD_URI, WORD_2013 = "http://schemas.microsoft.com/office/word", 15
AFTER_COMPATIBILITY = {
    *(qn("w:rsids"), qn("m:mathPr"), qn("w:themeFontLang"), qn("w:clrSchemeMapping"), qn("w:shapeDefaults")),
    *(qn("w:decimalSymbol"), qn("w:listSeparator")),
}


def write_page(composed: Composed, document: OfficialDocument, fonts: Fonts) -> bytes:
    target = docx.Document()
    _defaults(target, fonts)
    for style in styles.STYLES:
        _add_style(target, style, fonts)
    _page(target.sections[0], fonts)
    target.settings.odd_and_even_pages_header_footer = True
    if composed.letter_mark is not None:
        dress_letter(target.sections[0], composed.letter_mark, fonts)
    for part in composed.flow:
        _add(target, part, fonts)
    if composed.imprint:
        add_imprint(target, composed.imprint, fonts, ruled=composed.letter_mark is None)
    _describe(target, document)
    return _packed(target)


def _add(target: Document, part: Line | Grid, fonts: Fonts) -> None:
    if isinstance(part, Grid):
        add_table(target, part)
    else:
        fill_paragraph(target.add_paragraph(style=part.style.name), part, fonts)


def _defaults(target: Document, fonts: Fonts) -> None:
    """Chinese line breaking, and no theme faces from python-docx's template."""
    run: Element = target.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    drop_theme_fonts(run.find(qn("w:rFonts")), fonts.body)
    put(run, "w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    _set_compatibility(target.settings.element)
    normal: Element = target.styles["Normal"].element.get_or_add_rPr()
    set_font(normal, fonts.body)
    put(normal, "w:sz", val=round(geometry.SIZE_3 * 2))
    put(normal, "w:szCs", val=round(geometry.SIZE_3 * 2))


def _set_compatibility(settings: Element) -> None:
    """Word 2013 layout; without the setting Word opens the file in its 2007 mode."""
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    made = element("w:compat")
    made.append(element("w:compatSetting", name="compatibilityMode", uri=WORD_URI, val=WORD_2013))
    follower = next((child for child in settings if child.tag in AFTER_COMPATIBILITY), None)
    if follower is None:
        settings.append(made)
    else:
        follower.addprevious(made)


def _add_style(target: Document, style: Style, fonts: Fonts) -> None:
    made = target.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    made.element.set(qn("w:styleId"), styles.KEYS[style])
    made.quick_style = True
    made.base_style = target.styles["Normal"]
    paragraph: Element = made.element.get_or_add_pPr()
    put(paragraph, "w:widowControl", val=0)
    put(paragraph, "w:autoSpaceDE", val=0)
    put(paragraph, "w:autoSpaceDN", val=0)
    if style.line_pt != geometry.LINE_PT:
        put(paragraph, "w:snapToGrid", val=0)
    put(paragraph, "w:spacing", before=0, after=0, line=round(style.line_pt * 20), lineRule="exact")
    if style.indent:
        first = style.indent * geometry.CHARACTER_TWIPS
        put(paragraph, "w:ind", firstLineChars=style.indent * 100, firstLine=first)
    put(paragraph, "w:jc", val=style.align)
    if style.outline:
        put(paragraph, "w:outlineLvl", val=style.outline - 1)
    run: Element = made.element.get_or_add_rPr()
    set_font(run, style.font(fonts))
    if style.color:
        put(run, "w:color", val=style.color)
    if style.tightened:
        put(run, "w:spacing", val=geometry.TIGHTEN_TWIPS)
    put(run, "w:sz", val=round(style.size * 2))
    put(run, "w:szCs", val=round(style.size * 2))


def _page(section: Section, fonts: Fonts) -> None:
    section.page_width, section.page_height = Mm(geometry.PAGE_MM[0]), Mm(geometry.PAGE_MM[1])
    section.top_margin, section.bottom_margin = Mm(geometry.TOP_MM), Mm(geometry.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(geometry.INNER_MM), Mm(geometry.OUTER_MM)
    section.gutter = Mm(0)
    line = Pt(geometry.PAGE_NUMBER_LINE_PT)
    section.footer_distance = Mm(geometry.BOTTOM_MM - geometry.PAGE_NUMBER_OFFSET_MM) - line
    properties: Element = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=geometry.LINE_PITCH_TWIPS))
    page_number(section.footer, "right", fonts)
    page_number(section.even_page_footer, "left", fonts)


def _describe(target: Document, document: OfficialDocument) -> None:
    properties = target.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.signer, document.signer
    properties.subject, properties.comments, properties.keywords = document.number or "", "", ""
    properties.language = "zh-CN"
    day = datetime(document.date.year, document.date.month, document.date.day)  # noqa: DTZ001  the format has no zone
    properties.created = properties.modified = day
    properties.revision = 1


def _packed(target: Document) -> bytes:
    written = io.BytesIO()
    target.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as result:
        for name in parts.namelist():
            result.writestr(zipfile.ZipInfo(name, ZIP_TIME), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
