"""One composed line as a Word paragraph, and the page number in a footer."""

from docx.section import _Footer
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from official_document import geometry, styles
from official_document.docx_xml import Element, border, element, page_field, put, set_font
from official_document.lines import Line, Run
from official_document.model import Fonts
from official_document.styles import Style

TEXT_TWIPS = geometry.twips(geometry.TEXT_MM[0])


def fill_paragraph(paragraph: Paragraph, line: Line, fonts: Fonts) -> None:
    properties: Element = paragraph._p.get_or_add_pPr()
    _keep(properties, line)
    if line.ruled:
        rules = put(properties, "w:pBdr")
        rules.append(border("bottom", geometry.RED_RULE, space=geometry.rule_space_pt(), color=geometry.RED))
    if line.right_tab is not None:
        position = TEXT_TWIPS - round(line.right_tab * character_twips(line.style))
        put(properties, "w:tabs").append(element("w:tab", val="right", pos=position))
    if line.line_pt:
        put(properties, "w:snapToGrid", val=0)
        put(properties, "w:spacing", before=0, after=0, line=round(line.line_pt * 20), lineRule="exact")
    if line.left or line.right or line.hanging:
        _indent(properties, line)
    if line.align:
        put(properties, "w:jc", val=line.align)
    for run in line.runs:
        _add_run(paragraph, run, fonts)


def _keep(properties: Element, line: Line) -> None:
    if line.keep_next:
        put(properties, "w:keepNext")
    if line.keep_lines:
        put(properties, "w:keepLines")
    if line.keep_two:
        put(properties, "w:widowControl")


def character_twips(style: Style) -> int:
    """The width of one character of a style on its line."""
    return geometry.CHARACTER_TWIPS if style.tightened else round(style.size * 20)


def page_number(footer: _Footer, side: str, fonts: Fonts) -> None:
    """“— 1 —”, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER.name
    properties: Element = paragraph._p.get_or_add_pPr()
    put(properties, "w:ind", **{side: character_twips(styles.PAGE_NUMBER)}, firstLine=0)
    put(properties, "w:jc", val=side)
    set_font(paragraph.add_run("— ")._r.get_or_add_rPr(), fonts.page_number)
    for part in page_field():
        paragraph.add_run()._r.append(part)
    set_font(paragraph.add_run(" —")._r.get_or_add_rPr(), fonts.page_number)


def _indent(properties: Element, line: Line) -> None:
    one = character_twips(line.style)
    first = {"hanging": round(line.hanging * one)} if line.hanging else {"firstLine": 0}
    put(properties, "w:ind", left=round(line.left * one), right=round(line.right * one), **first)


def _add_run(paragraph: Paragraph, run: Run, fonts: Fonts) -> None:
    made: WordRun = paragraph.add_run(run.text)
    if not (run.face or run.size or run.scale != 100):
        return
    properties: Element = made._r.get_or_add_rPr()
    if run.face:
        set_font(properties, getattr(fonts, run.face))
    if run.scale != 100:
        put(properties, "w:w", val=run.scale)
    if run.size:
        put(properties, "w:sz", val=round(run.size * 2))
        put(properties, "w:szCs", val=round(run.size * 2))
