"""HTML pages: the text of the part that holds the article, a line for each block."""

from __future__ import annotations

import re

from lxml import etree, html

from notice_compiler.reading.plain import decode
from notice_compiler.unreadable import Unreadable

SKIPPED = ("script", "style", "noscript", "template", "head", "nav", "footer", "select", "button", "iframe")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "form", "hr")
)
BLOCKS |= frozenset(("li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"))
CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
MAIN_SHARE = 0.8


def extract(content: bytes) -> str:
    """Unreadable where no article can be found in the page."""
    try:
        page = html.fromstring(_text(content), parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("网页文件已损坏，读不出正文。") from error
    for skipped in list(page.iter(*SKIPPED)):
        skipped.drop_tree()
    pieces: list[str] = []
    _write(_article(page), pieces)
    lines = (re.sub(r"[ \t\r\n]+", " ", line).strip(" ") for line in "".join(pieces).split("\v"))
    return "\n".join(line for line in lines if line)


def _text(content: bytes) -> str:
    named = CHARSET.search(content[:2048])
    if named and named[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        return content.decode("gb18030", errors="replace")
    # lxml refuses a text that names an encoding of its own.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(content))


def _weight(element: html.HtmlElement) -> int:
    return sum(len("".join(each.itertext()).strip()) for each in element.iter("p"))


def _article(page: html.HtmlElement) -> html.HtmlElement:
    """The smallest element that holds most of the words in paragraphs."""
    whole = _weight(page)
    best = page
    while whole:
        inner = [child for child in best if isinstance(child.tag, str) and child.tag != "p"]
        heavy = next((child for child in inner if _weight(child) >= MAIN_SHARE * whole), None)
        if heavy is None:
            return best
        best = heavy
    return best


def _write(root: html.HtmlElement, pieces: list[str]) -> None:
    # Parsed events, not recursion: a page may be nested deeper than the stack.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if not isinstance(element.tag, str):
            pieces.append(element.tail or "" if event != "start" else "")
            continue
        if element.tag in BLOCKS:
            pieces.append("\v")
        pieces.append((element.text if event == "start" else element.tail if element is not root else "") or "")
