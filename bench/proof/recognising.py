"""Recognition of drawn notices with the extra ocr: how many characters and duties are the same as in the text."""

import io
import time
from difflib import SequenceMatcher
from pathlib import Path

from PIL import Image, ImageFilter
from tests.compiler.drawn import drawn
from tests.compiler.test_pages import LONG

from notice_compiler import Plan, compile_notice

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "notice.txt"
LEAST_CHARACTERS = 0.99
# A crooked, blurred sheet loses a bracket or a dash here and there.
LEAST_DUTIES = {"clean": 0.95, "askew": 0.9}


def recognise() -> int:
    """Print a line for each sort of scan; 1 where too much was read wrong."""
    worst = 0
    for name, text in (("long", LONG), ("example", EXAMPLE.read_text(encoding="utf-8"))):
        sheets, wanted = drawn(text), compile_notice(text)
        for sort, scanned in (("clean", sheets), ("askew", [_askew(sheet) for sheet in sheets])):
            began = time.monotonic()
            plan = compile_notice(_as_pdf(scanned), name="scan.pdf")
            seconds = (time.monotonic() - began) / len(sheets)
            same, duties = _same(plan.text, text), _duties(plan, wanted)
            worst |= int(same < LEAST_CHARACTERS or duties < LEAST_DUTIES[sort])
            pace = f"{len(sheets):>3} pages  {seconds:>6.1f} s a page"
            print(f"{name:<10}{sort:<8}{pace}  characters {same:.4f}  duties {duties:.4f}", flush=True)
    return worst


def _askew(sheet: Image.Image) -> Image.Image:
    """Laid down crookedly, grey, and not quite sharp."""
    return sheet.rotate(1.5, expand=True, fillcolor="white").filter(ImageFilter.GaussianBlur(1)).convert("L")


def _as_pdf(sheets: list[Image.Image]) -> bytes:
    held = io.BytesIO()
    sheets[0].save(held, "PDF", save_all=True, append_images=sheets[1:], resolution=150)
    return held.getvalue()


def _same(read: str, text: str) -> float:
    ours, theirs = ("".join(each.split()).translate(WIDTHS) for each in (read, text))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _duties(plan: Plan, wanted: Plan) -> float:
    ours, theirs = (
        {(duty.clause, duty.unit.translate(WIDTHS), duty.role) for duty in each.duties} for each in (plan, wanted)
    )
    return len(ours & theirs) / max(1, len(ours | theirs))


WIDTHS = str.maketrans("(),:;!?~", "（），：；！？～")
