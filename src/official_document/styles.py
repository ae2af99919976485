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
TABLE_HEAD = Style("表头", "first", geometry.SIZE_TABLE, 20, "center")
TABLE_TEXT = Style("表文", "body", geometry.SIZE_TABLE, 20, "left")
IMPRINT = Style("版记", "body", geometry.SIZE_4, 24, "both")
PAGE_NUMBER = Style("公文页码", "page_number", geometry.SIZE_4, geometry.PAGE_NUMBER_LINE_PT, "right")
BLANK = Style("空行")

STYLES = (
    *(MARK, NUMBER, TITLE, RECIPIENTS, BODY, *HEADINGS.values(), ATTACHMENTS, SIGNATURE, DAY, NOTE),
    *(TABLE_HEAD, TABLE_TEXT, IMPRINT, PAGE_NUMBER, BLANK),
)
KEYS = {style: f"gw{index:02}" for index, style in enumerate(STYLES, start=1)}
