"""The paragraph styles of a document: every element of GB/T 9704-2012 has one of its own, under its Chinese name."""

from dataclasses import dataclass
from typing import Literal

from official_document import geometry
from official_document.model import Fonts

Face = Literal["title", "body", "second", "first", "page_number"]
Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True)
class Style:
    """`line_pt` is the exact line height; `indent` the first-line indent in characters; `outline` a heading's level."""

    name: str
    face: Face = "body"
    size: float = geometry.SIZE_3
    line_pt: float = geometry.LINE_PT
    align: Align = "both"
    indent: int = 0
    outline: int = 0
    color: str = ""

    def font(self, fonts: Fonts) -> str:
        name: str = getattr(fonts, self.face)
        return name

    @property
    def tightened(self) -> bool:
        """Only text in 3号 stands on the grid of 28 characters."""
        return self.size == geometry.SIZE_3


MARK = Style("发文机关标志", "title", geometry.MARK_LARGEST_PT, 62, "center", color=geometry.RED)
NUMBER = Style("发文字号", line_pt=geometry.NUMBER_LINE_PT, align="center")
TITLE = Style("公文标题", "title", geometry.SIZE_2, geometry.TITLE_LINE_PT, "center")
RECIPIENTS = Style("主送机关")
BODY = Style("公文正文", indent=2)
HEADINGS = {
    1: Style("公文一级标题", "first", indent=2, outline=1),
    2: Style("公文二级标题", "second", indent=2, outline=2),
    3: Style("公文三级标题", indent=2, outline=3),
    4: Style("公文四级标题", indent=2, outline=4),
}
ATTACHMENTS = Style("附件说明")
SIGNATURE = Style("发文机关署名", align="right")
DAY = Style("成文日期", align="right")
NOTE = Style("附注", indent=2)
# Letter size → head and text of a table, the largest first.
TABLES = {
    size: (Style(f"{name}表头", "first", size, line_pt, "center"), Style(f"{name}表文", "body", size, line_pt, "left"))
    for name, size, line_pt in (
        ("四号", geometry.SIZE_4, 18),
        ("小四号", geometry.SIZE_TABLE, 15),
        ("五号", geometry.SIZE_5, 13),
    )
}
IMPRINT = Style("版记", "body", geometry.SIZE_4, 20, "both")
PAGE_NUMBER = Style("公文页码", "page_number", geometry.SIZE_4, geometry.PAGE_NUMBER_LINE_PT, "right")
BLANK = Style("空行")

STYLES = (
    *(MARK, NUMBER, TITLE, RECIPIENTS, BODY, *HEADINGS.values(), ATTACHMENTS, SIGNATURE, DAY, NOTE),
    *(style for pair in TABLES.values() for style in pair),
    *(IMPRINT, PAGE_NUMBER, BLANK),
)
KEYS = {style: f"gw{index:02}" for index, style in enumerate(STYLES, start=1)}
