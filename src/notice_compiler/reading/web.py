"""HTML pages: the article without what surrounds it, a line for each block and for each row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html

from notice_compiler.lexicon.webpages import ATTACHED, LONGEST_SERVICE, SERVICE
from notice_compiler.reading.articles import Page
from notice_compiler.reading.blocks import Written, lines_in
from notice_compiler.reading.page_heads import head_of, parted
from notice_compiler.reading.plain import decode
from notice_compiler.unreadable import Unreadable

CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
NAMED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "big5": "big5"}
MAX_TAGS = 400_000
MAX_DEPTH = 1_000
MOST_DAMAGED = 0.005
BROKEN = "网页文件已损坏，读不出正文。"
TOO_BIG = "网页的标签太多，不像一份通知，请把正文复制到 .docx 后再上传。"
TOO_DEEP = "网页的标签一层套一层，超过一千层，请把正文复制到 .docx 后再上传。"


def extract(content: bytes) -> str:
    """Unreadable where the page has no text, or is made to overwhelm."""
    text = DECLARED.sub("", _text(content))
    if text.count("<") > MAX_TAGS:
        raise Unreadable(TOO_BIG)
    try:
        # Without huge_tree the parser silently drops what lies deeper than 256 levels.
        root = html.fromstring(text, parser=html.HTMLParser(huge_tree=True, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(BROKEN) from error
    page = Page(root)
    if page.depth > MAX_DEPTH:
        raise Unreadable(TOO_DEEP)
    article = page.article()
    around = [line.words for line in lines_in(root, page.skipped | {article})] if article is not root else []
    labelled, body = parted(_without_service(list(lines_in(article, page.skipped))))
    return "\n".join((*head_of(root, [*around, *labelled], body), *body))


def _text(content: bytes) -> str:
    """UTF-8 that is valid is meant, whatever the page says of itself; a few damaged signs do not spoil a page."""
    try:
        return decode(content)
    except Unreadable:
        found = CHARSET.search(content[:4096])
        encoding = NAMED.get(found[1].decode("ascii").lower()) if found else None
        text = content.decode(encoding, errors="replace") if encoding else ""
        if not text or text.count("\ufffd") > MOST_DAMAGED * len(text):
            raise
        return text


def _without_service(lines: Sequence[Written]) -> list[str]:
    """Lines that print, share or count, and links to other pages before and behind the article."""
    kept = [line for line in lines if not _serves(line.words)]
    own = [number for number, line in enumerate(kept) if not line.linked or ATTACHED.search(line.words)]
    return [line.words for line in kept[own[0] : own[-1] + 1]] if own else [line.words for line in lines]


def _serves(words: str) -> bool:
    return len(words) <= LONGEST_SERVICE and "。" not in words and SERVICE.search(words) is not None
