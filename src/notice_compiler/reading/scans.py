"""Scans: pictures, and PDF files whose pages are pictures, to lines by character recognition (the extra `ocr`)."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from notice_compiler.reading.layout import Page, text_of
from notice_compiler.reading.recognition import Recogniser
from notice_compiler.unreadable import Unreadable

MAX_PAGES = 40
MAX_PIXELS = 60_000_000
MAX_SECONDS = 240.0
WORKED_PIXELS = 6_000_000
DPI = 200
POINTS = 72
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
BROKEN = "图片已损坏，读不出文字，请重新扫描或拍照后再上传。"
MANY = f"扫描件超过 {MAX_PAGES} 页，请拆分后再上传，或上传文字版。"


def extract(content: bytes) -> str:
    """The recognised text. Unreadable where there is none, where it would take too long, or without the extra."""
    until = time.monotonic() + MAX_SECONDS
    images = _sheets(content) if content.startswith(b"%PDF-") else pictures(content)
    pages: list[Page] = []
    recogniser: Recogniser | None = None
    for image in images:
        # Loaded behind the first picture, so that a broken file is told before a missing extra.
        recogniser = recogniser or Recogniser()
        if time.monotonic() > until:
            raise Unreadable("识别这份扫描件用时太长，请拆分后再上传，或上传文字版。")
        pages.append(recogniser.page(image))
    return text_of(pages)


def pictures(content: bytes) -> Iterator[Any]:
    """The frames of a picture, as the camera meant them."""
    pillow: Any = import_module("PIL.Image")
    pillow.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with pillow.open(io.BytesIO(content), formats=FORMATS) as picture:
            if getattr(picture, "n_frames", 1) > MAX_PAGES:
                raise Unreadable(MANY)
            for at in range(getattr(picture, "n_frames", 1)):
                picture.seek(at)
                _require_size(picture)
                yield _upright(picture)
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, OverflowError, TypeError) as error:
        raise Unreadable(BROKEN) from error
    except pillow.DecompressionBombError as error:
        raise Unreadable(f"图片超过 {MAX_PIXELS // 10_000} 万像素，请缩小后再上传。") from error


def _require_size(picture: Any) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Unreadable(f"图片超过 {MAX_PIXELS // 10_000} 万像素，请缩小后再上传。")


def _upright(picture: Any) -> Any:
    turned = import_module("PIL.ImageOps").exif_transpose(picture)
    plain = turned.convert("RGBA") if "transparency" in turned.info or turned.mode in {"RGBA", "LA"} else turned
    if plain.mode == "RGBA":
        paper = import_module("PIL.Image").new("RGBA", plain.size, "white")
        paper.alpha_composite(plain)
        plain = paper
    plain = plain.convert("RGB")
    plain.thumbnail((WORKED_PIXELS**0.5 * 1.5, WORKED_PIXELS**0.5 * 1.5))
    return plain


def _sheets(content: bytes) -> Iterator[Any]:
    """The pages of a PDF as pictures."""
    pdfium = import_module("pypdfium2")
    try:
        with pdfium.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                raise Unreadable(MANY)
            for page in document:
                width, height = page.get_size()
                scale = min(DPI / POINTS, (WORKED_PIXELS / max(width * height, 1)) ** 0.5)
                yield page.render(scale=scale).to_pil().convert("RGB")
                page.close()
    except pdfium.PdfiumError as error:
        raise Unreadable("这个 .pdf 已损坏，读不出文字，请重新扫描后再上传。") from error
