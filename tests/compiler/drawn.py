"""Pictures of print for tests, drawn with a Chinese font of the machine."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
SIZE, PITCH, LEFT, TOP = 40, 72, 180, 200
LINE_CHARS = 30
needs_recognition = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")


def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font; the test is skipped where the machine has none."""
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no Chinese font on this machine (fonts-noto-cjk)")
    return ImageFont.truetype(path, size, index=2)


def drawn(text: str) -> list[Image.Image]:
    """The text on sheets of A4 at 150 dpi, first lines indented, pages numbered."""
    lines: list[tuple[int, str]] = []
    for paragraph in text.splitlines():
        first, rest = paragraph[: LINE_CHARS - 2], paragraph[LINE_CHARS - 2 :]
        lines.append((2 * SIZE, first))
        lines += [(0, rest[at : at + LINE_CHARS]) for at in range(0, len(rest), LINE_CHARS)]
    sheets = [lines[at : at + 28] for at in range(0, len(lines), 28)]
    return [_sheet(sheet, number) for number, sheet in enumerate(sheets, 1)]


def _sheet(lines: Sequence[tuple[int, str]], number: int) -> Image.Image:
    sheet = Image.new("RGB", (1560, 2340), "white")
    pen = ImageDraw.Draw(sheet)
    for row, (indent, words) in enumerate(lines):
        pen.text((LEFT + indent, TOP + PITCH * row), words, font=font(SIZE), fill="black")
    pen.text((740, 2240), f"— {number} —", font=font(28), fill="black")
    return sheet
