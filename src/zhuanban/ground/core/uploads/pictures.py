"""The structure of pictures, read without decoding one pixel: size, frames, metadata, and where the picture ends."""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads.kinds import Kind

MOST_PIXELS = 60_000_000
MOST_FRAMES = 40
MOST_INFLATED = 1024 * 1024
MOST_IFDS = 200
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_WORDS = {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}
TIFF_WORDS = {270, 285, 305, 315, 316, 333, 700, 33432, 33723, 34377, 34665, *range(40091, 40096)}
TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}


class Broken(Exception):
    """The structure is not that of such a picture."""


@dataclass
class Look:
    """What the structure says; `end` is where the picture ends, the length of the file where that cannot be said."""

    width: int = 0
    height: int = 0
    frames: int = 1
    end: int = 0
    metadata: tuple[bytes, ...] = ()


def judge(content: bytes, kind: Kind) -> Look | None:
    """The structure of a picture, None of a kind that is not looked into; Invalid for a bomb of pixels or frames.

    What has no structure is for who decodes it to say.
    """
    try:
        look = look_at(kind, content) if kind in READERS else None
    except Broken:
        return None
    if look and look.width * look.height > MOST_PIXELS:
        raise Invalid("这张图片的像素太多，请用普通尺寸重拍或另存。", number="E422-12")
    if look and look.frames > (MOST_FRAMES if kind is Kind.TIFF else 1):
        raise Invalid("这是会动的或页数太多的图片，请上传单张图片。", number="E422-60")
    return look


def look_at(kind: Kind, content: bytes) -> Look:
    """The structure of a picture; Broken where it has none."""
    try:
        return READERS[kind](content)
    except (struct.error, IndexError) as error:
        raise Broken from error


def _jpeg(content: bytes) -> Look:
    look, at, size = Look(end=len(content)), 2, len(content)
    while at < size:
        if content[at] != 0xFF:
            raise Broken
        while at < size and content[at] == 0xFF:
            at += 1
        marker = content[at]
        at += 1
        if marker == 0xD9:
            look.end = at
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        (length,) = struct.unpack_from(">H", content, at)
        _jpeg_segment(look, marker, content[at + 2 : at + length])
        at += length
        if marker == 0xDA:
            following = NEXT_MARKER.search(content, at)
            at = following.start() if following else size
    return look


def _jpeg_segment(look: Look, marker: int, data: bytes) -> None:
    if marker in FRAMES:
        look.height, look.width = struct.unpack_from(">HH", data, 1)
    elif marker in (0xE1, 0xED, 0xFE):
        look.metadata += (data,)


def _png(content: bytes) -> Look:
    look, at = Look(end=len(content)), 8
    while at + 8 <= len(content):
        (length,), name = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IHDR":
            look.width, look.height = struct.unpack_from(">II", data)
        elif name == b"acTL":
            (look.frames,) = struct.unpack_from(">I", data)
        elif name in PNG_WORDS:
            look.metadata += (_png_words(name, data),)
        elif name == b"IEND":
            look.end = min(at, len(content))
            break
    return look


def _png_words(name: bytes, data: bytes) -> bytes:
    """The words of a text chunk, unpacked within bounds."""
    keyword, _, rest = data.partition(b"\0")
    packed = rest[1:] if name == b"zTXt" else rest.split(b"\0", 3)[-1] if name == b"iTXt" and rest[:1] == b"\1" else b""
    if not packed:
        return data
    try:
        return keyword + b"\0" + zlib.decompressobj().decompress(packed, MOST_INFLATED)
    except zlib.error:
        return data


def _webp(content: bytes) -> Look:
    (size,) = struct.unpack_from("<I", content, 4)
    look, at, frames = Look(end=min(len(content), size + 8 + size % 2)), 12, 0
    while at + 8 <= look.end:
        name, (length,) = content[at : at + 4], struct.unpack_from("<I", content, at + 4)
        data = content[at + 8 : at + 8 + min(length, look.end)]
        at += 8 + length + length % 2
        if name == b"ANMF":
            frames += 1
        elif name in (b"EXIF", b"XMP "):
            look.metadata += (data,)
        elif name in WEBP_SIZES and not look.width:
            look.width, look.height = WEBP_SIZES[name](data)
    look.frames = max(1, frames)
    return look


def _canvas(data: bytes) -> tuple[int, int]:
    return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")


def _lossy(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(data: bytes) -> tuple[int, int]:
    (bits,) = struct.unpack_from("<I", data, 1)
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)


WEBP_SIZES = {b"VP8X": _canvas, b"VP8 ": _lossy, b"VP8L": _lossless}


def _tiff(content: bytes) -> Look:
    order = "<" if content[:2] == b"II" else ">"
    look, seen = Look(frames=0, end=len(content)), set[int]()
    (at,) = struct.unpack_from(f"{order}I", content, 4)
    while at and at not in seen and len(seen) < MOST_IFDS:
        seen.add(at)
        look.frames += 1
        at = _directory(look, content, order, at)
    if not look.frames:
        raise Broken
    return look


def _directory(look: Look, content: bytes, order: str, at: int) -> int:
    """Read one picture's directory; where the next one lies."""
    (count,) = struct.unpack_from(f"{order}H", content, at)
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, form, number = struct.unpack_from(f"{order}HHI", content, entry)
        if tag in (256, 257):
            (value,) = struct.unpack_from(f"{order}{'H' if form == 3 else 'I'}", content, entry + 8)
            name = "width" if tag == 256 else "height"
            setattr(look, name, max(value, getattr(look, name)))
        elif tag in TIFF_WORDS and form in TIFF_SIZES:
            size = number * TIFF_SIZES[form]
            place = entry + 8 if size <= 4 else struct.unpack_from(f"{order}I", content, entry + 8)[0]
            look.metadata += (content[place : place + min(size, MOST_INFLATED)],)
    return int(struct.unpack_from(f"{order}I", content, at + 2 + 12 * count)[0])


def _bmp(content: bytes) -> Look:
    (size,), (width, height) = struct.unpack_from("<I", content, 2), struct.unpack_from("<ii", content, 18)
    return Look(abs(width), abs(height), 1, size if 26 < size <= len(content) else len(content))


READERS: dict[Kind, Callable[[bytes], Look]] = {
    Kind.JPEG: _jpeg,
    Kind.PNG: _png,
    Kind.WEBP: _webp,
    Kind.TIFF: _tiff,
    Kind.BMP: _bmp,
}
