"""Which format a file has, by its content first and its name second."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import NamedTuple

from notice_compiler.unreadable import Unreadable

MAX_BYTES = 20 * 1024 * 1024
HEAD = 2048
BY_SUFFIX = {
    "": "plain",
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "web",
    ".htm": "web",
    ".mht": "mail",
    ".mhtml": "mail",
    ".docx": "word",
    ".doc": "old_word",
    ".wps": "old_word",
    ".pdf": "pages",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"), "scans"),
}
OFTEN_A_PAGE = {".doc", ".docx", ".wps"}
OTHER_OFFICE = {".rtf", ".odt", ".ofd", ".docm", ".dotx", ".dot", ".wpt"}
MAGIC = (
    (b"%PDF-", "pages"),
    (b"PK\x03\x04", "word"),
    (b"\xd0\xcf\x11\xe0", "old_word"),
    (rb"{\rtf", "rich"),
    (b"\xff\xd8\xff", "scans"),
    (b"\x89PNG\r\n\x1a\n", "scans"),
    (b"II*\0", "scans"),
    (b"MM\0*", "scans"),
)
PICTURE = re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP", re.S)
PAGE = re.compile(rb"(?:<\?xml[^>]{0,200}>\s*|<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html|head|meta|body)\b", re.I)
MAIL = re.compile(rb"[\w-]+:[^\n]*\n(?:[^\n]*\n){0,20}?mime-version:|mime-version:", re.I)
# What a person may choose from, in words and as names end.
FORMATS = ".docx、.doc、.wps、.pdf、.txt、.md、.html 或扫描的图片"
SUFFIXES = tuple(filter(None, BY_SUFFIX))
WANTED = f"请上传 {FORMATS}。"


class Extract(NamedTuple):
    """The text of a file, and the numbers of pages that are pictures and were not read."""

    text: str
    unread: tuple[int, ...] = ()

def format_of(content: bytes, name: str) -> str:
    """The name of the adapter; Unreadable for a kind of file that has none."""
    suffix = PurePath(name).suffix.lower()
    sniffed = _sniff(content)
    if suffix in OTHER_OFFICE or sniffed == "rich":
        kind = suffix if suffix in OTHER_OFFICE else ".rtf"
        raise Unreadable(f"暂不能直接读取 {kind} 文件，请另存为 .docx 后再上传。")
    named = BY_SUFFIX.get(suffix)
    if named is None:
        raise Unreadable(f"不认识 {suffix[:12]} 文件，{WANTED}")
    if sniffed == "web" and suffix in OFTEN_A_PAGE:
        return "web"
    if sniffed in {"plain", "web"} and named in {"word", "pages", "scans"}:
        raise Unreadable(f"这个文件不是真正的 {suffix}，请用原来的软件打开，另存为 {suffix} 后再上传。")
    if sniffed != "plain":
        return sniffed
    return "plain" if named == "old_word" and b"\0" not in content[:HEAD] else named


def _sniff(content: bytes) -> str:
    head = content[:HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:].replace(b"\0", b"")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if PICTURE.match(head):
        return "scans"
    if MAIL.match(head) and b"multipart/" in head.lower():
        return "mail"
    return "web" if PAGE.match(head) else "plain"
