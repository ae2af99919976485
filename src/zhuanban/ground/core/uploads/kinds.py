"""What a file is by its first bytes, whatever it is called and declared to be."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """A sort of file, named as people name it."""

    JPEG = "JPG 图片"
    PNG = "PNG 图片"
    WEBP = "WebP 图片"
    GIF = "GIF 图片"
    BMP = "BMP 图片"
    TIFF = "TIFF 图片"
    HEIC = "HEIC 图片"
    PDF = "PDF"
    ARCHIVE = "压缩包"
    OFFICE = "新版 Office 或 WPS 文件"
    OLD_OFFICE = "旧版 Office 或 WPS 文件"
    OPEN_SHEET = "ODS 表格"
    WEB = "网页"
    VECTOR = "SVG 图形"
    TEXT = "文本"
    PROGRAM = "程序"
    UNKNOWN = "认不出的文件"


PHOTOS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
PICTURES = PHOTOS | {Kind.GIF, Kind.BMP, Kind.TIFF, Kind.HEIC}
DOCUMENTS = frozenset({Kind.PDF, Kind.OFFICE, Kind.OLD_OFFICE, Kind.WEB, Kind.TEXT})
SHEETS = frozenset({Kind.OFFICE, Kind.OLD_OFFICE})
TABLES = SHEETS | {Kind.OPEN_SHEET, Kind.TEXT}

HEADS = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"BM", Kind.BMP),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"PK\x05\x06", Kind.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (b"#!", Kind.PROGRAM),
)
# A few letters are no proof: texts may begin with them too.
SHORT_HEADS = frozenset({Kind.BMP, Kind.PROGRAM})
BRANDS = re.compile(rb"^.{4}ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL)
MARKUP = re.compile(r"<(?:(?:!doctype|html|head|body|svg|script|table|div|p|meta|\?xml)\b|!--)", re.IGNORECASE)
# The first part of an open document is its type, never packed.
OPEN_SHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
HEAD_BYTES = 4096
PLAIN_SHARE = 0.9


def kind_of(content: bytes) -> Kind:
    """The sort of file that these bytes are."""
    kind = next((kind for head, kind in HEADS if content.startswith(head)), None)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = Kind.WEBP
    if BRANDS.match(content[:32]):
        kind = Kind.HEIC
    if kind is Kind.ARCHIVE and content.startswith(b"PK") and b"[Content_Types].xml" in content:
        return Kind.OFFICE
    if kind is Kind.ARCHIVE and content[30:].startswith(OPEN_SHEET):
        return Kind.OPEN_SHEET
    if kind and not (kind in SHORT_HEADS and _is_plain(content) and not content.startswith(b"#!")):
        return kind
    return _kind_of_text(content)


def _kind_of_text(content: bytes) -> Kind:
    """Texts, pages and drawings; unknown where it is none of them."""
    if not _is_plain(content):
        return Kind.UNKNOWN
    head = _decoded(content[:HEAD_BYTES]).lstrip("\ufeff \t\r\n")
    found = MARKUP.match(head)
    if not found:
        return Kind.TEXT
    return Kind.VECTOR if re.search(r"<svg\b", head, re.IGNORECASE) and "<html" not in head.lower() else Kind.WEB


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8", errors="replace")


def _is_plain(content: bytes) -> bool:
    """Whether the beginning can be text in one of the usual encodings: hardly a control character in it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = content[:HEAD_BYTES]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\x00" not in head and controls <= len(head) * (1 - PLAIN_SHARE)
