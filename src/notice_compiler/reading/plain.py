"""Plain text and Markdown: bytes to text by the ladder BOM, UTF-8, GB 18030."""

from __future__ import annotations

import codecs
import re

from notice_compiler.unreadable import Unreadable

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WRITTEN = re.compile("[\t\r\n -~\u2010-\u2030\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
LAST_CHARACTER = 3
NOISE = 50
MARKDOWN_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+")
MARKDOWN_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
MARKDOWN_ROW = re.compile(r"(?m)^[ \t]*\|(?P<cells>[^\n]*)\|[ \t\r]*$")
MARKDOWN_RULE = re.compile(r"^[ \t:|]*-[ \t:|-]*$")
LINE_END_IN_CELL = re.compile(r"\s{0,20}(?:⏎|<br ?/?>)\s*")


def decode(content: bytes) -> str:
    """Unreadable where no encoding fits or the characters are not those of a text."""
    encodings = [name for mark, name in BOMS if content.startswith(mark)][:1]
    text = _wide(content) if not encodings and b"\0" in content else None
    encodings = encodings or ["utf-8", "gb18030"]
    text = text or next((read for each in encodings if (read := _strictly(content, each)) is not None), None)
    if text is None or _is_noise(text):
        text = _mended(content, encodings)
    return text


def _is_noise(text: str) -> bool:
    return (text.count("\ufffd") + len(CONTROL.findall(text))) * NOISE > len(text)


def _strictly(content: bytes, encoding: str) -> str | None:
    """The text; of a file cut off within its last character, the text before that."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        cut_off = 0 < len(content) - error.start <= LAST_CHARACTER < error.start
        return content[: error.start].decode(encoding, errors="replace") if cut_off else None


def _wide(content: bytes) -> str | None:
    """UTF-16 that does not say so: almost all of it is then Chinese and its punctuation."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(content, encoding)
        if text and len(WRITTEN.findall(text)) >= 0.9 * len(text):
            return text
    return None


def _mended(content: bytes, encodings: list[str]) -> str:
    """A text in which a few bytes are broken: each is shown as �."""
    texts = (content.decode(encoding, errors="replace") for encoding in encodings)
    text = next((text for text in texts if not _is_noise(text)), None)
    if text is None:
        raise Unreadable("这不是文字文件，或者文字编码无法识别，请另存为 UTF-8 后再上传。")
    return text


def extract(content: bytes) -> str:
    """The text; the signs of Markdown for headings, emphasis and tables are taken away, they are no words of it."""
    return MARKDOWN_STRONG.sub(r"\1", MARKDOWN_HEADING.sub("", MARKDOWN_ROW.sub(_row, decode(content))))


def _row(found: re.Match[str]) -> str:
    """| 甲 |  | 乙 | → 甲 TAB TAB 乙; the rule under the head is no row."""
    if MARKDOWN_RULE.match(found["cells"]):
        return ""
    return "\t".join(LINE_END_IN_CELL.sub(" ", cell.strip()) for cell in found["cells"].split("|"))
