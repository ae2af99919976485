"""Plain text and Markdown: bytes to text by the ladder BOM, UTF-8, GB 18030."""

from __future__ import annotations

import codecs
import re

from notice_compiler.unreadable import Unreadable

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MARKDOWN_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+")
MARKDOWN_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
MARKDOWN_ROW = re.compile(r"(?m)^[ \t]*\|(?P<cells>[^\n]*)\|[ \t\r]*$")
MARKDOWN_RULE = re.compile(r"^[ \t:|-]*-[ \t:|-]*$")
LINE_END_IN_CELL = re.compile(r"\s*(?:⏎|<br ?/?>)\s*")


def decode(content: bytes) -> str:
    """Unreadable where no encoding fits or the characters are not those of a text."""
    encodings = [name for mark, name in BOMS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CONTROL.findall(text)) * 200 > len(text):
            break
        return text
    raise Unreadable("这不是文字文件，或者文字编码无法识别，请另存为 UTF-8 后再上传。")


def extract(content: bytes) -> str:
    """The text; the signs of Markdown for headings, emphasis and tables are taken away, they are no words of it."""
    return MARKDOWN_STRONG.sub(r"\1", MARKDOWN_HEADING.sub("", MARKDOWN_ROW.sub(_row, decode(content))))


def _row(found: re.Match[str]) -> str:
    """| 甲 |  | 乙 | → 甲 TAB TAB 乙; the rule under the head is no row."""
    if MARKDOWN_RULE.match(found["cells"]):
        return ""
    return "\t".join(LINE_END_IN_CELL.sub(" ", cell.strip()) for cell in found["cells"].split("|"))
