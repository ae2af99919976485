"""PDF files with text: lines that were only wrapped at the margin are joined again."""

from __future__ import annotations

import re
import time
from importlib import import_module

from notice_compiler.unreadable import Unreadable

MAX_PAGES = 300
MAX_SECONDS = 30.0
PAGE_NUMBER = re.compile(r"^\s*[-—–－]?\s*\d{1,4}\s*[-—–－]?\s*$")
ENDS = tuple("。；：！？")
OPENS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]+)"
)
FULL_LINE = 0.85


def extract(content: bytes) -> str:
    """Unreadable where the file is broken, locked, too long, or only pictures."""
    # Loaded by the first PDF, so that everything else starts without it.
    pdfium = import_module("pypdfium2")
    began = time.monotonic()
    lines: list[str] = []
    try:
        with pdfium.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                raise Unreadable(f"文件超过 {MAX_PAGES} 页，不像一份通知。")
            for page in document:
                lines += page.get_textpage().get_text_bounded().replace("\r\n", "\n").split("\n")
                if time.monotonic() - began > MAX_SECONDS:
                    raise Unreadable("读取这个 .pdf 用时太长，请另存为 .docx 后再上传。")
    except pdfium.PdfiumError as error:
        raise Unreadable("这个 .pdf 已损坏或设有密码，读不出文字。") from error
    if not any(line.strip() for line in lines):
        raise Unreadable("这个 .pdf 里没有文字，可能是扫描件，请上传文字版。")
    return _joined([line for line in lines if line.strip() and not PAGE_NUMBER.match(line)])


def _joined(lines: list[str]) -> str:
    """Paragraphs: a line that reaches the margin without a full stop goes on in the next."""
    widths = sorted(len(line.strip()) for line in lines)
    full = FULL_LINE * widths[int(0.9 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in (each.strip() for each in lines):
        if goes_on and not OPENS.match(line):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        goes_on = len(line) >= full and not line.endswith(ENDS)
    return "\n".join(paragraphs)
