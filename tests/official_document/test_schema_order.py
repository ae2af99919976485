"""Word calls a file damaged when the children of a property element are out of order; ECMA-376 gives the order."""

from itertools import pairwise

import pytest
from lxml import etree
from tests.official_document.reading_back import W

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
KINDS = {
    "通报": {},
    "函": {"kind": "函", "title": "关于商请支持的函"},
    "纪要": {"kind": "纪要", "title": "会议纪要", "number": "第5号", "recipients": ""},
    "未编号": {"number": None, "sealed": False, "copies_to": "", "printed_by": ""},
}


def places_of(element: etree._Element) -> list[int]:
    order = ORDERS.get(etree.QName(element).localname, "").split()
    # References to headers and footers are one group, in any order among themselves.
    names = [etree.QName(child).localname.replace("footerR", "headerR") for child in element]
    return [order.index(name) for name in names] if order else []


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS.keys())
def test_children_stand_in_the_order_of_the_schema(read_back, changes):
    page = read_back(**changes)
    for name, content in page.parts.items():
        if not name.endswith(".xml") or not name.startswith("word/"):
            continue
        for element in etree.fromstring(content).iter(f"{W}*"):
            places = places_of(element)
            assert all(before <= after for before, after in pairwise(places)), (name, etree.tostring(element)[:400])


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS.keys())
def test_every_style_and_relation_named_is_there(read_back, changes):
    page = read_back(**changes)
    for name, content in page.parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            named = etree.fromstring(content).iterfind(".//{*}pStyle")
            assert {style.get(next(iter(style.attrib))) for style in named} <= set(page.styles)
