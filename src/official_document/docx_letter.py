"""The first page of a letter (信函): mark and red double rules, placed from the edges of the page."""

from docx.section import Section, _Footer, _Header
from docx.text.paragraph import Paragraph

from official_document import geometry, styles
from official_document.docx_lines import fill_paragraph
from official_document.docx_xml import Element, border, put
from official_document.lines import Line
from official_document.model import Fonts

THICK_OVER_THIN, THIN_OVER_THICK = "thickThinSmallGap", "thinThickSmallGap"


def dress_letter(section: Section, mark: Line, fonts: Fonts) -> None:
    """Mark 30 mm from the upper edge, rule 4 mm below it, second rule 20 mm from the lower edge, no page number."""
    section.different_first_page_header_footer = True
    size = mark.runs[0].size
    name = _framed(section.first_page_header, geometry.LETTER_MARK_MM - _half_leading_mm(size))
    name.style = styles.MARK.name
    fill_paragraph(name, mark, fonts)
    space = geometry.letter_rule_space_pt(size)
    _rule(name, "bottom", THICK_OVER_THIN, space)
    foot = _framed(section.first_page_footer, geometry.PAGE_MM[1] - geometry.LETTER_FOOT_MM)
    fill_paragraph(foot, Line(styles.BLANK, line_pt=1), fonts)
    _rule(foot, "top", THIN_OVER_THICK, 0)


def _framed(part: _Header | _Footer, top_mm: float) -> Paragraph:
    """A paragraph in a frame as wide as the rules, that far below the upper edge of the page."""
    part.is_linked_to_previous = False
    paragraph: Paragraph = part.paragraphs[0]
    paragraph.style = styles.BLANK.name
    put(
        paragraph._p.get_or_add_pPr(),
        "w:framePr",
        w=geometry.twips(geometry.LETTER_RULE_MM),
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=geometry.twips((geometry.PAGE_MM[0] - geometry.LETTER_RULE_MM) / 2),
        y=geometry.twips(top_mm),
    )
    # A frame hangs on the paragraph after it.
    part.add_paragraph(style=styles.BLANK.name)
    return paragraph


def _rule(paragraph: Paragraph, side: str, kind: str, space: int) -> None:
    properties: Element = paragraph._p.get_or_add_pPr()
    rules = put(properties, "w:pBdr")
    rules.append(border(side, geometry.LETTER_RULE, space=space, color=geometry.RED, kind=kind))


def _half_leading_mm(size: float) -> float:
    return size * (geometry.MARK_LINE_RATIO - 1) / 2 / geometry.points(1)
