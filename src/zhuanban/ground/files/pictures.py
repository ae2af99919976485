"""The adapter to Pillow: checks a picture, makes its copies and its hash. Loaded on first use."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.rules import COPY_EDGE, MOST_PIXELS, THUMB_EDGE

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True)
class Picture:
    """A checked picture: pixels of the original, JPEG copies without metadata, 64-bit difference hash."""

    width: int
    height: int
    copy: bytes
    thumb: bytes
    fingerprint: int


def examine(content: bytes) -> Picture:
    """Decode under bounds and make the copies; raises Invalid with one sentence for what is no sound picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            source = Image.open(io.BytesIO(content))
            width, height = source.size
            source.draft("RGB", (COPY_EDGE, COPY_EDGE))
            upright = ImageOps.exif_transpose(source).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid("这张照片打不开，可能传输时损坏，请重新拍摄或选择。", "photo", "E422-11") from error
    except Image.DecompressionBombWarning as error:
        raise Invalid("这张照片的像素太多，请用手机相机的普通尺寸。", "photo", "E422-12") from error
    upright.thumbnail((COPY_EDGE, COPY_EDGE))
    small = upright.copy()
    small.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return Picture(width, height, jpeg(upright, 82), jpeg(small, 75), difference_hash(upright))


def jpeg(image: Image, quality: int) -> bytes:
    """The picture as JPEG without any metadata."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def difference_hash(image: Image) -> int:
    """dHash: whether each of 8 × 8 cells is brighter than its right neighbour, as a 64-bit number."""
    cells = image.convert("L").resize((9, 8)).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (cells[row * 9 + column] > cells[row * 9 + column + 1])
    return bits
