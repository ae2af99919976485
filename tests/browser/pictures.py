"""Photos and screenshots for the browser tests."""

import io
import os
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

FOLDER = os.environ.get("ZHUANBAN_PICTURES", "")


def street(seed: int) -> dict[str, object]:
    """A photo as a file input takes it: a street with some rubbish, another one for each seed."""
    image = Image.new("RGB", (800, 600), (150, 185, 220))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 320, 800, 600), fill=(120, 122, 126))
    for step in range(9):
        x = (seed * 173 + step * 89) % 760
        colour = ((seed * 60 + step * 23) % 255, 110, 70)
        draw.rectangle((x, 240 + step * 22, x + 70 + seed, 300 + step * 25), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return {"name": f"street-{seed}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page where ZHUANBAN_PICTURES names a folder (docs/pictures for the README)."""
    if FOLDER:
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(FOLDER) / f"{name}.png"))
