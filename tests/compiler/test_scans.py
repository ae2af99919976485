"""Scans and pictures: recognised where the extra is there, and a sentence how to get it where it is not."""

from __future__ import annotations

import io
import math
import struct
from types import SimpleNamespace

import pytest
from PIL import Image

from notice_compiler import Unreadable, compile_notice
from notice_compiler.reading import recognition, scans
from notice_compiler.reading.layout import text_of
from notice_compiler.reading.recognition import Piece, lines_of
from tests.compiler.drawn import drawn, needs_recognition
from tests.compiler.print_pdf import Sheet, printed
from tests.compiler.test_files import NOTICE, SENTENCE

NAMES = {"JPEG": "a.jpg", "PNG": "a.png", "TIFF": "a.tif", "BMP": "a.bmp", "WEBP": "a.webp", "PDF": "a.pdf"}


def saved(form: str, *pictures: Image.Image, **how: object) -> bytes:
    held = io.BytesIO()
    first, *others = pictures or (Image.new("L", (60, 600), "white"),)
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(held, form, **more, **how)
    return held.getvalue()


class Recorded:
    """Stands for the library where only what is made of its answer matters; the real one is met below."""

    def __init__(self, *found: tuple[str, float, float]) -> None:
        self.found = found

    def RapidOCR(self, **_: object) -> Recorded:  # noqa: N802
        return self

    def __call__(self, _: object) -> SimpleNamespace:
        boxes = [[(x, y), (x + 20 * len(t), y), (x + 20 * len(t), y + 24), (x, y + 24)] for t, x, y in self.found]
        return SimpleNamespace(txts=[text for text, *_ in self.found] or None, boxes=boxes)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """A library that recognises a heading and an item on every page."""
    recorded = Recorded(("（一）清理河道。", 40, 440), ("一、任务", 40, 400))
    modules = {"rapidocr": recorded, "numpy": SimpleNamespace(asarray=lambda image: Turned())}
    monkeypatch.setattr(recognition, "import_module", modules.__getitem__)
    return recorded


class Turned:
    """An array of which only its turning round is asked."""

    def __getitem__(self, at: object) -> Turned:
        return self


@pytest.mark.parametrize("form", NAMES)
def test_every_kind_of_picture_is_read_from_top_to_bottom(form: str, library: Recorded) -> None:
    assert scans.extract(saved(form)) == "一、任务\n（一）清理河道。"


@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_a_file_of_several_pages_is_read_page_by_page(form: str, library: Recorded) -> None:
    pages = saved(form, *[Image.new("L", (60, 600), "white")] * 3)
    assert scans.extract(pages).count("（一）清理河道。") == 3


def test_words_beside_each_other_are_one_line_though_the_paper_lies_askew() -> None:
    turn = math.radians(4)

    def at(x: float, y: float) -> tuple[float, float]:
        return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)

    def piece(text: str, x: float, y: float) -> Piece:
        wide = 20 * len(text)
        return Piece(text, [at(x, y), at(x + wide, y), at(x + wide, y + 24), at(x, y + 24)])

    pieces = [piece("区委书记", 600, 0), piece("成员：", 0, 40), piece("组长：林致远", 0, 0), piece("王安", 600, 40)]
    assert [line.text for line in lines_of(pieces)] == ["组长：林致远 区委书记", "成员： 王安"]
    assert lines_of([]) == []
    assert text_of([]) == ""


def bomb() -> bytes:
    """The head of a picture that says to be a hundred thousand pixels wide and high."""
    whole = bytearray(saved("PNG"))
    whole[16:24] = struct.pack(">II", 100_000, 100_000)
    return bytes(whole)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "损坏"),
        (saved("JPEG")[:200], "损坏"),
        (saved("TIFF")[:6], "损坏"),
        (bomb(), "像素|损坏"),
        (saved("TIFF", *[Image.new("1", (8, 8))] * 41), "40 页"),
        (saved("PDF", *[Image.new("1", (8, 8))] * 41), "40 页"),
    ],
)
def test_a_picture_that_is_none_or_too_much_says_so(content: bytes, says: str, library: Recorded) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        scans.extract(content)
    assert SENTENCE.match(str(refused.value))


def test_recognition_ends_in_time(library: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MAX_SECONDS", -1)
    with pytest.raises(Unreadable, match="太长"):
        scans.extract(saved("PNG"))


def test_a_missing_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(recognition, "import_module", missing)
    with pytest.raises(Unreadable, match="bin/zhuanban extra ocr") as refused:
        scans.extract(saved("PNG"))
    assert SENTENCE.match(str(refused.value))


@needs_recognition
@pytest.mark.parametrize("form", ["PNG", *(pytest.param(form, marks=pytest.mark.slow) for form in ("PDF", "TIFF"))])
def test_a_drawn_notice_is_recognised_and_says_that_it_was(form: str) -> None:
    plan = compile_notice(
        saved(form, *drawn(NOTICE), **({"resolution": 150} if form == "PDF" else {})), name=NAMES[form]
    )
    assert plan.notice.title == "云溪区清水行动方案"
    assert [duty.unit for duty in plan.duties] == ["区水务局", "各镇人民政府"]
    assert plan.findings[0].code == "scanned-text"


@pytest.mark.slow
@needs_recognition
def test_a_page_on_its_side_or_askew_is_recognised() -> None:
    (sheet,) = drawn(NOTICE)
    for turned in (sheet.rotate(-90, expand=True), sheet.rotate(3, expand=True, fillcolor="white")):
        assert [duty.unit for duty in compile_notice(saved("PNG", turned), name="a.png").duties] == [
            "区水务局",
            "各镇人民政府",
        ]


@pytest.mark.slow
@needs_recognition
def test_a_blank_page_says_that_nothing_was_found() -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        compile_notice(printed(Sheet([])), name="a.pdf")
