"""PDF files with text: by the places of characters and ruled lines, whatever order they were drawn in."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any

from notice_compiler.reading.formats import Extract
from notice_compiler.reading.glyphs import Box, Glyph, lines_of, turned, upright
from notice_compiler.reading.layout import Page, text_of
from notice_compiler.reading.rulings import lines_with_tables, tables_of
from notice_compiler.unreadable import Unreadable

MAX_PAGES = 300
MAX_GLYPHS = 600_000
MAX_SECONDS = 50.0
MAX_PATHS = 2000
MAX_POINTS = 200
MAX_DEPTH = 4
LARGEST = 100_000.0
STRAIGHT = 1.5
THIN = 3.0
SHORTEST = 4.0
LARGE_SHARE = 0.25


def extract(content: bytes) -> Extract:
    """No text where all pages are pictures. Unreadable where the file is broken, locked or too long."""
    # Loaded by the first PDF, so that everything else starts without it.
    pdfium = import_module("pypdfium2")
    until = time.monotonic() + MAX_SECONDS
    pages: list[Page] = []
    unread: list[int] = []
    try:
        with pdfium.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                raise Unreadable(f"文件超过 {MAX_PAGES} 页，不像一份通知。")
            for number, page in enumerate(document, 1):
                pages.append(_page(page, pdfium.raw, until))
                if not pages[-1].lines and _is_picture(page, pdfium.raw):
                    unread.append(number)
                page.close()
    except pdfium.PdfiumError as error:
        raise Unreadable(_reason(str(error))) from error
    return Extract(text_of(pages), tuple(unread))


def _reason(said: str) -> str:
    if "password" in said.lower() or "security" in said.lower():
        return "这个 .pdf 设有密码，读不出文字，请取消密码后再上传。"
    return "这个 .pdf 已损坏，读不出文字，请重新导出后再上传。"


def _page(page: Any, raw: Any, until: float) -> Page:
    if time.monotonic() > until:
        raise Unreadable("读取这个 .pdf 用时太长，请另存为 .docx 后再上传。")
    left, bottom, right, top = page.get_mediabox()
    width, height = (min(max(size, 1.0), LARGEST) for size in (right - left, top - bottom))
    glyphs, quarter = upright(list(_glyphs(page, raw, left, top)), width, height)
    rules = [turned(rule, quarter, width, height) for rule in _rules(page, raw, left, top)]
    tables = tables_of(rules)
    lines = lines_with_tables(glyphs, tables) if tables else lines_of(glyphs)
    return Page(*((height, width) if quarter % 2 else (width, height)), lines=tuple(lines))


def _is_picture(page: Any, raw: Any) -> bool:
    """Whether a picture covers much of the paper, as on a scanned page; a seal or an emblem does not."""
    width, height = page.get_size()
    drawn = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=MAX_DEPTH)
    for picture, _ in zip(drawn, range(MAX_PATHS), strict=False):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > LARGE_SHARE * width * height:
            return True
    return False


def _glyphs(page: Any, raw: Any, left: float, top: float) -> Iterator[Glyph]:
    """The printed characters; y is measured from the top of the paper."""
    held = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    count = raw.FPDFText_CountChars(held)
    if count > MAX_GLYPHS:
        raise Unreadable("文件的文字超过五十万字，不像一份通知。")
    for at in range(count):
        # Spaces and line ends that the library thinks up are left out; gaps are measured here.
        if raw.FPDFText_IsGenerated(held, at) == 1 or not raw.FPDFText_GetLooseCharBox(held, at, box):
            continue
        if box.right > box.left and box.top > box.bottom and raw.FPDFText_GetCharOrigin(held, at, x, y):
            char, angle = chr(raw.FPDFText_GetUnicode(held, at)), raw.FPDFText_GetCharAngle(held, at)
            sides = box.left - left, top - box.top, box.right - left, top - box.bottom, top - y.value
            if all(abs(side) < LARGEST for side in sides):  # neither beyond all paper nor no number at all
                yield Glyph(char, *sides, angle)
    held.close()


def _rules(page: Any, raw: Any, left: float, top: float) -> Iterator[Box]:
    """Level and upright strokes of all drawings, also the sides of rectangles."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    for count, drawn in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=MAX_DEPTH)):
        if count > MAX_PATHS:
            return
        raw.FPDFPath_GetDrawMode(drawn, fill, stroked)
        if not stroked.value and not (fill.value and _is_thin(drawn)):
            continue  # a shade behind words, or a shape that only cuts out a picture
        for one, other in pairwise(_points(drawn, raw)):
            if one is None or other is None:
                continue
            box = Box(min(one[0], other[0]), min(-one[1], -other[1]), max(one[0], other[0]), max(-one[1], -other[1]))
            across, down = box.right - box.left, box.bottom - box.top
            if min(across, down) < STRAIGHT and max(across, down) > SHORTEST:
                yield Box(box.left - left, box.top + top, box.right - left, box.bottom + top)


def _is_thin(drawn: Any) -> bool:
    left, bottom, right, top = drawn.get_bounds()
    return bool(min(right - left, top - bottom) < THIN)


def _points(drawn: Any, raw: Any) -> Iterator[tuple[float, float] | None]:
    """The corners of a path in the page's own measure; None where the pen was lifted."""
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begun: tuple[float, float] | None = None
    for at in range(min(raw.FPDFPath_CountSegments(drawn), MAX_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield None
            begun = point
        yield point
        if raw.FPDFPathSegment_GetClose(segment) and begun:
            yield begun
