"""Small pieces of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# Elements as python-docx hands them out; their classes are private to it.
Element = Any

FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
THEME_SLOTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
# The order that the schema asks for inside w:pPr and w:rPr, as far as we write them.
PARAGRAPH_ORDER = (
    *(
        "w:pStyle",
        "w:keepNext",
        "w:keepLines",
        "w:framePr",
        "w:widowControl",
        "w:pBdr",
        "w:tabs",
        "w:kinsoku",
        "w:overflowPunct",
    ),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"),
)
RUN_ORDER = ("w:rFonts", "w:b", "w:color", "w:spacing", "w:w", "w:sz", "w:szCs", "w:lang")


def element(tag: str, /, **attributes: object) -> Element:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(parent: Element, tag: str, /, **attributes: object) -> Element:
    """Set the one child of that tag, in the place where the schema wants it."""
    for old in parent.findall(qn(tag)):
        parent.remove(old)
    made = element(tag, **attributes)
    order = RUN_ORDER if parent.tag == qn("w:rPr") else PARAGRAPH_ORDER
    later = {qn(name) for name in order[order.index(tag) + 1 :]}
    follower = next((child for child in parent if child.tag in later), None)
    if follower is None:
        parent.append(made)
    else:
        follower.addprevious(made)
    return made


def set_font(properties: Element, font: str) -> None:
    """Name one face for all scripts; theme faces would win over it, so they go."""
    fonts = put(properties, "w:rFonts")
    for slot in FONT_SLOTS:
        fonts.set(qn(slot), font)


def drop_theme_fonts(fonts: Element, font: str) -> None:
    for slot in THEME_SLOTS:
        fonts.attrib.pop(qn(slot), None)
    for slot in FONT_SLOTS:
        fonts.set(qn(slot), font)


def border(side: str, size: int, *, space: int = 0, color: str = "000000", kind: str = "single") -> Element:
    return element(f"w:{side}", val=kind, sz=size, space=space, color=color)


def page_field() -> list[Element]:
    """The three parts of a PAGE field."""
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    return [element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="end")]
