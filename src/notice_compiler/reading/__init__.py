"""File formats to text: a notice as bytes or as a path in, its normalised text out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from notice_compiler.lexicon.radicals import CHARACTERS
from notice_compiler.reading.apart import GIB, Bounds, extract_apart, extracted
from notice_compiler.reading.formats import MAX_BYTES, Extract, format_of
from notice_compiler.reading.secrecy import refuse_secret
from notice_compiler.unreadable import Unreadable

# Formats whose libraries are not trusted with this process, and what they may take in their own.
APART = {"old_word": Bounds(30, GIB), "pages": Bounds(60, 2 * GIB), "scans": Bounds(300, 8 * GIB)}
MAX_CHARACTERS = 500_000
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters, halves of characters, and what is no character: no database keeps them all.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def normalise(text: str) -> str:
    """Line ends as \\n, radicals as the characters meant, NFC; no byte order mark, nothing that no paper can show."""
    text = LINE_END.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text).translate(CHARACTERS))


class Reading(NamedTuple):
    """The text of a notice, whether it was recognised in pictures, and the pages that were not read."""

    text: str
    recognised: bool = False
    unread: tuple[int, ...] = ()


def read(source: str | bytes | Path, *, name: str = "") -> Reading:
    """A text or a file as normalised text; Unreadable where there is none or it must not be stored."""
    reading = Reading(source) if isinstance(source, str) else _read_file(source, name)
    reading = reading._replace(text=normalise(reading.text))
    refuse_secret(reading.text)
    return reading


def read_notice(source: bytes | Path, *, name: str = "") -> str:
    """The normalised text of a file; Unreadable where it has none or must not be stored."""
    return read(source, name=name).text


def _read_file(source: bytes | Path, name: str) -> Reading:
    content, name = (_load(source), name or source.name) if isinstance(source, Path) else (source, name)
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable("文件是空的，没有可以读取的内容。")
    if len(content) > MAX_BYTES:
        raise Unreadable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请压缩图片或拆分后再上传。")
    kind = format_of(content, name)
    text, unread = extract(kind, content)
    if kind == "pages" and not text.strip():
        kind, (text, unread) = "scans", extract("scans", content)
    if not text.strip():
        raise Unreadable("文件里没有文字，请核对是否选错了文件。")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("文件的文字超过五十万字，不像一份通知。")
    return Reading(text, recognised=kind == "scans", unread=unread)


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


def extract(kind: str, content: bytes) -> Extract:
    """What the adapter of the format gives; heavy libraries are loaded when a file of their format arrives."""
    module = f"{__name__}.{kind}"
    if bounds := APART.get(kind):
        return extract_apart(module, content, bounds)
    return extracted(module, content)
