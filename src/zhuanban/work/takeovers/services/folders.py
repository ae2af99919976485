"""A .zip of folders with pictures as items; every name that was not understood is shown, every file accounted for."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import Kind, admit, kind_of
from zhuanban.ground.files.rules import MOST_PHOTO_BYTES
from zhuanban.work.takeovers.rules.folders import township_in, understood
from zhuanban.work.takeovers.rules.items import Item
from zhuanban.work.takeovers.services.words import Found

MOST_BYTES = 60 * 1024 * 1024
MOST_PICTURES = 400
TAKEN = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
OURS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
UTF8 = 0x800


def read_folders(content: bytes, name: str, townships: Mapping[str, int]) -> Found:
    """Pictures by township and place, before and after."""
    admit(content, name, kinds={Kind.ARCHIVE}, most_bytes=MOST_BYTES, field="content")
    found, places = Found(), dict[tuple[str, str], Item]()
    for path, picture in _files(content):
        if any(mark in str(path) for mark in OURS):
            continue
        if kind_of(picture[:4096]) not in TAKEN or len(picture) > MOST_PHOTO_BYTES:
            found.left_out.append(f"{path}：不是 JPG、PNG 图片，或者超过 15 MB")
            continue
        if len(found.pictures) >= MOST_PICTURES:
            raise Invalid(f"一个压缩包最多 {MOST_PICTURES} 张照片，请按乡镇分开上传。", "content")
        said = understood(path.parts[:-1], path.stem, townships)
        place = said.place or ("" if len(path.parts) > 1 else path.stem)
        item = places.get((said.township, place))
        if item is None:
            item = places[said.township, place] = Item(len(places) + 1, str(path.parent), place=place[:120])
            item.township_said = said.township
            item.township = township_in(said.township, townships) if said.township else None
            item.closed_on = said.day
        found.pictures.append((item.row, said.role or "loose", picture))
        item.is_closed = item.is_closed or said.role == "after"
    found.items = list(places.values())
    if not found.items:
        raise Invalid("压缩包里没有 JPG 或 PNG 照片。", "content")
    return found


def _files(content: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if not part.is_dir():
                    yield PurePosixPath(_name(part).replace("\\", "/").lstrip("/")), archive.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid("压缩包打不开，可能没有传完整，请重新压缩为 .zip 后上传。", "content") from error


def _name(part: zipfile.ZipInfo) -> str:
    """Names without the mark of UTF-8 are, on Chinese Windows, GB18030."""
    if part.flag_bits & UTF8:
        return part.filename
    plain = part.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.filename
