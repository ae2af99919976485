"""Files that are two things at once: a picture with an archive behind it, a page or a PDF hidden in a picture."""

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads.kinds import PICTURES, Kind
from zhuanban.ground.core.uploads.pictures import Look

PDF_WINDOW = 1024  # readers take a PDF that begins within the first kilobyte
ARCHIVE_WINDOW = 66_000  # the end of an archive with the longest comment
HIDDEN = "文件里藏着另一种文件，没有接收；请用原图或另存后重新上传。"
ENDS = {Kind.PNG: b"IEND\xaeB`\x82", Kind.GIF: b"\x3b"}
MOST_STRAY = 64 * 1024
PROGRAMS = (b"mz", b"\x7felf", b"pk\x03\x04", b"rar!", b"7z\xbc\xaf", b"%pdf-", b"gif8")
SCRIPTS = (b"<script", b"<?php", b"<%@", b"<html")


def judge(content: bytes, kind: Kind, look: Look | None = None) -> None:
    """Raise Invalid where another reader would take the file for something else.

    A phone may append a short film or its own notes to a photo; that is no archive, page or program, and passes.
    """
    if kind in PICTURES:
        if b"%PDF-" in content[:PDF_WINDOW] or _ends_as_archive(content):
            raise Invalid(HIDDEN, number="E422-57")
        behind = content[look.end :] if look else _behind(content, kind)
        if _carries_something(behind) or (look and any(map(_is_active, look.metadata))):
            raise Invalid(HIDDEN, number="E422-57")
    if kind is Kind.PDF and _ends_as_archive(content):
        raise Invalid(HIDDEN, number="E422-57")


def _carries_something(behind: bytes) -> bool:
    """Whether what stands behind the end of a picture is more than cameras leave there.

    That is notes of the maker, or as a whole a second picture (for HDR) or a film (of a live photo).
    """
    stray = behind.lstrip(b"\0 \t\r\n")
    head = stray[:MOST_STRAY].lower()
    if head.startswith(PROGRAMS) or any(mark in head for mark in SCRIPTS):
        return True
    return len(stray) > MOST_STRAY and not (stray.startswith(b"\xff\xd8\xff") or b"ftyp" in stray[:32])


def _is_active(words: bytes) -> bool:
    """Whether words beside a picture are a page or a script; what is written there in XML is none."""
    return b"adobe:ns:meta" not in words and any(mark in words.lower() for mark in SCRIPTS)


def _ends_as_archive(content: bytes) -> bool:
    """Whether an archive's table of contents closes the file and its directory is where it says."""
    tail = content[-ARCHIVE_WINDOW:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return b"PK\x01\x02" in content and at + 22 + comment <= len(tail)


def _behind(content: bytes, kind: Kind) -> bytes:
    """What stands behind the end of the picture; nothing where the end cannot be told."""
    if kind is Kind.JPEG:
        end = content.rfind(b"\xff\xd9")
        return content[end + 2 :] if end > 0 else b""
    mark = ENDS.get(kind)
    end = content.find(mark) if mark and kind is Kind.PNG else -1
    return content[end + len(mark) :] if mark and end > 0 else b""
