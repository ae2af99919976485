"""The adapter of the recognition library: a picture in, its lines in reading order out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from notice_compiler.reading.layout import Line, Page
from notice_compiler.unreadable import Unreadable

MISSING = "读取扫描件和图片要先安装文字识别组件，请管理员在程序目录运行 bin/zhuanban extra ocr，或者上传文字版。"
SURE = 0.5
UPRIGHT = 1.5
COLUMN_EMS = 1.0
SAME_SIZE = 0.3


class Piece(NamedTuple):
    """Words with the four corners of their box, from above left with the clock, y downwards."""

    text: str
    corners: Sequence[tuple[float, float]]


class Recogniser:
    """Loads the models once; the first page waits for them."""

    def __init__(self) -> None:
        try:
            library = import_module("rapidocr")
            self._arrays = import_module("numpy")
        except ImportError as error:
            raise Unreadable(MISSING) from error
        self._read = library.RapidOCR(params={"Global.log_level": "critical", "Global.text_score": SURE})

    def page(self, image: Any) -> Page:
        """The lines of a picture; one that lies on its side is turned first."""
        pieces = self._pieces(image)
        if _lies(pieces):
            image = image.rotate(90, expand=True)
            pieces = self._pieces(image)
        return Page(image.size[0], image.size[1], tuple(lines_of(pieces)))

    def _pieces(self, image: Any) -> list[Piece]:
        found = self._read(self._arrays.asarray(image)[:, :, ::-1])
        if found.txts is None or found.boxes is None:
            return []
        return [
            Piece(text, [(float(x), float(y)) for x, y in box])
            for text, box in zip(found.txts, found.boxes, strict=True)
        ]


def _lies(pieces: Sequence[Piece]) -> bool:
    """Whether most boxes of several characters are higher than wide."""
    long = [piece for piece in pieces if len(piece.text) > 2]
    standing = [piece for piece in long if math.dist(*piece.corners[1:3]) > UPRIGHT * math.dist(*piece.corners[:2])]
    return 2 * len(standing) > len(long) > 0


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines from top to bottom, as if the paper had not been laid askew."""
    if not pieces:
        return []
    slope = median(math.atan2(p[1][1] - p[0][1], p[1][0] - p[0][0]) for p in (piece.corners for piece in pieces))
    found = sorted((_straight(piece, slope) for piece in pieces), key=lambda line: line.top + line.bottom)
    usual = median(line.em for line in found)
    # The height of a recognised box says little; only another size of type is told apart.
    found = [line._replace(em=usual) if abs(line.em - usual) < SAME_SIZE * usual else line for line in found]
    rows: list[list[Line]] = []
    for line in found:
        if rows and _is_beside(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one(sorted(row, key=lambda line: line.left)) for row in rows]


def _straight(piece: Piece, slope: float) -> Line:
    cos, sin = math.cos(slope), math.sin(slope)
    corners = [(x * cos + y * sin, y * cos - x * sin) for x, y in piece.corners]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    left, right, top, bottom = sum(xs[:2]) / 2, sum(xs[2:]) / 2, sum(ys[:2]) / 2, sum(ys[2:]) / 2
    return Line(piece.text.strip(), left, top, right, bottom, max((right - left) / _ems(piece.text), 1.0))


def _ems(text: str) -> float:
    return max(0.5, sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text.strip()))


def _is_beside(row: Sequence[Line], line: Line) -> bool:
    middle = sum((each.top + each.bottom) / 2 for each in row) / len(row)
    apart = all(line.left >= each.right - each.em or line.right <= each.left + each.em for each in row)
    return apart and abs((line.top + line.bottom) / 2 - middle) < (line.bottom - line.top) / 2


def _one(row: Sequence[Line]) -> Line:
    gaps = (" " if line.left - before.right > COLUMN_EMS * before.em else "" for before, line in pairwise(row))
    text = row[0].text + "".join(gap + line.text for gap, line in zip(gaps, row[1:], strict=True))
    top, bottom = min(line.top for line in row), max(line.bottom for line in row)
    return Line(text, row[0].left, top, row[-1].right, bottom, row[0].em)
