"""File formats to text: a notice as bytes or as a path in, its normalised text out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from notice_compiler.reading.formats import MAX_BYTES, format_of
from notice_compiler.reading.secrecy import refuse_secret
from notice_compiler.unreadable import Unreadable

ADAPTERS = {
    "plain": "notice_compiler.reading.plain",
    "web": "notice_compiler.reading.web",
    "word": "notice_compiler.reading.word",
    "pages": "notice_compiler.reading.pages",
}
MAX_CHARACTERS = 500_000


def normalise(text: str) -> str:
    """Line ends as \\n, no byte order mark, NFC; nothing else is changed."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def read_notice(source: bytes | Path, *, name: str = "") -> str:
    """The normalised text of a file; Unreadable where it has none or must not be stored."""
    content, name = (_load(source), name or source.name) if isinstance(source, Path) else (source, name)
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable("文件是空的，没有可以读取的内容。")
    if len(content) > MAX_BYTES:
        raise Unreadable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请压缩图片或拆分后再上传。")
    text = normalise(_adapter(format_of(content, name))(content))
    if not text.strip():
        raise Unreadable("文件里没有文字，可能是扫描件，请上传文字版。")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("文件的文字超过五十万字，不像一份通知。")
    refuse_secret(text)
    return text


def check_upload(content: bytes, name: str) -> None:
    """Unreadable where a file must not be kept: empty, too big, of an unknown kind, broken, or marked secret."""
    read_notice(content, name=name)


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请压缩图片或拆分后再上传。")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开文件“{path.name}”，请检查路径和权限。") from error


def _adapter(kind: str) -> Callable[[bytes], str]:
    # Heavy libraries are loaded by the adapter of their format, when a file of that format arrives.
    extract: Callable[[bytes], str] = import_module(ADAPTERS[kind]).extract
    return extract
