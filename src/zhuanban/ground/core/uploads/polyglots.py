"""Files that are two things at once: a picture with an archive behind it, a page or a PDF hidden in a picture."""

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads.kinds import PICTURES, Kind

PDF_WINDOW = 1024  # readers take a PDF that begins within the first kilobyte
ARCHIVE_WINDOW = 66_000  # the end of an archive with the longest comment
HIDDEN = "文件里藏着另一种文件，没有接收；请用原图或另存后重新上传。"
ENDS = {Kind.PNG: b"IEND\xaeB`\x82", Kind.GIF: b"\x3b"}
PROGRAMS = (b"mz", b"\x7felf", b"pk\x03\x04", b"rar!")
SCRIPTS = (b"<script", b"<?php", b"<%@", b"<html")


def judge(content: bytes, kind: Kind) -> None:
    """Raise Invalid where another reader would take the file for something else.

    A phone may append a short film or its own notes to a photo; that is no archive, page or program, and passes.
    """
    if kind in PICTURES:
        if b"%PDF-" in content[:PDF_WINDOW] or _ends_as_archive(content):
            raise Invalid(HIDDEN, number="E422-57")
        tail = _behind(content, kind)[:4096].lower()
        if tail.lstrip().startswith(PROGRAMS) or any(mark in tail for mark in SCRIPTS):
            raise Invalid(HIDDEN, number="E422-57")
    if kind is Kind.PDF and _ends_as_archive(content):
        raise Invalid(HIDDEN, number="E422-57")


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
