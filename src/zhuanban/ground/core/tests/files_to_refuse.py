"""Files that a door meets: sound ones of each kind, and those that somebody built to get past it."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

JPEG_END = b"\xff\xd9"


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **given: object) -> bytes:
    """A small sound picture."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, form, **given)
    return out.getvalue()


def marked_picture(words: str) -> bytes:
    """A photo whose EXIF description says so."""
    exif = Image.Exif()
    exif[270] = words.encode()
    return picture(exif=exif.tobytes())


def commented_picture(words: bytes) -> bytes:
    return picture(comment=words)


def marked_png(words: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Description", words, zip=True)
    return picture("PNG", pnginfo=told)


def moving_png(frames: int = 3) -> bytes:
    out = io.BytesIO()
    first, *more = (Image.new("RGB", (8, 8), (40 * at, 0, 0)) for at in range(frames))
    first.save(out, "PNG", save_all=True, append_images=more)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def overlapping() -> bytes:
    """An archive in which many entries share one piece of packed data."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"\0" * 1_000_000) + packed.flush()
    name = b"[Content_Types].xml"
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(data), 1_000_000, len(name), 0) + name
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(data), 1_000_000, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = (entry + name) * 10
    start = len(head) + len(data)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 10, 10, len(directory), start, 0)
    return head + data + directory + end
