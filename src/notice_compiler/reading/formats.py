"""Which format a file has, by its content first and its name second."""

from __future__ import annotations

from pathlib import PurePath

from notice_compiler.unreadable import Unreadable

MAX_BYTES = 20 * 1024 * 1024
BY_SUFFIX = {
    "": "",
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "web",
    ".htm": "web",
    ".docx": "word",
    ".pdf": "pages",
}
OLD_OFFICE = {".doc", ".wps", ".rtf", ".odt"}
MAGIC = ((b"%PDF-", "pages"), (b"PK\x03\x04", "word"))
WEB_HEADS = (b"<!doctype html", b"<html")


def format_of(content: bytes, name: str) -> str:
    """plain, web, word or pages; Unreadable for any other kind of file."""
    suffix = PurePath(name).suffix.lower()
    sniffed = _sniff(content)
    if suffix in OLD_OFFICE:
        raise Unreadable(f"暂不能直接读取 {suffix} 文件，请另存为 .docx 后再上传。")
    named = BY_SUFFIX.get(suffix)
    if named is None:
        raise Unreadable(f"不认识 {suffix[:12]} 文件，请上传 .txt、.md、.html、.docx 或 .pdf。")
    if named == "word" and sniffed != "word":
        raise Unreadable("这个文件不是真正的 .docx，请用文字处理软件另存为 .docx 后再上传。")
    if named == "pages" and sniffed != "pages":
        raise Unreadable("这个文件不是真正的 .pdf，请重新导出后再上传。")
    return named or sniffed


def _sniff(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    return "web" if head.lower().startswith(WEB_HEADS) else "plain"
