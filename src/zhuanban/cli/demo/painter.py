"""Draws the demo's photos: a street scene before or after, plainly marked 演示图. Loaded only for a demo."""

import io
import random

from PIL import Image, ImageDraw

SIZE = (480, 360)
WALLS = ((196, 178, 150), (176, 186, 190), (206, 196, 172), (168, 160, 148))
ROAD, GRASS = (120, 122, 126), (106, 142, 88)
LITTER = ((92, 70, 50), (60, 60, 66), (150, 130, 80), (130, 60, 50), (60, 90, 120))


def paint(place_seed: int, moment_seed: int, *, tidy: bool) -> bytes:
    """A JPEG of one place: the same houses for one place seed, rubbish and stalls unless tidy."""
    place, moment = random.Random(place_seed), random.Random(moment_seed)
    light = moment.randint(-18, 18)
    image = Image.new("RGB", SIZE, _lit((150, 186, 220), light))
    draw = ImageDraw.Draw(image)
    horizon = place.randint(150, 190)
    _houses(draw, place, horizon, light)
    draw.rectangle((0, horizon, *SIZE), fill=_lit(GRASS, light))
    left, right = place.randint(40, 160), place.randint(320, 440)
    road = [(left + 90, horizon), (right - 90, horizon), (SIZE[0], SIZE[1]), (0, SIZE[1])]
    draw.polygon(road, fill=_lit(ROAD, light))
    for step in range(5):
        y = horizon + 20 + step * 40
        draw.line((240, y, 240 + place.randint(-4, 4), y + 18), fill=(235, 235, 235), width=3 + step)
    _trees(draw, place, horizon, light)
    if not tidy:
        _disorder(draw, moment, horizon)
    draw.rectangle((0, 0, 88, 22), fill=(200, 22, 29))
    draw.text((8, 5), "DEMO PHOTO", fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=72)
    return out.getvalue()


def _lit(colour: tuple[int, int, int], light: int) -> tuple[int, int, int]:
    red, green, blue = (max(0, min(255, part + light)) for part in colour)
    return red, green, blue


def _houses(draw: ImageDraw.ImageDraw, place: random.Random, horizon: int, light: int) -> None:
    x = -place.randint(0, 50)
    while x < SIZE[0]:
        width, height = place.randint(60, 120), place.randint(50, 120)
        draw.rectangle((x, horizon - height, x + width, horizon), fill=_lit(place.choice(WALLS), light))
        eaves = horizon - height
        roof = [(x - 4, eaves), (x + width // 2, eaves - 22), (x + width + 4, eaves)]
        draw.polygon(roof, fill=_lit((140, 72, 60), light))
        for window in range(place.randint(1, 3)):
            left = x + 12 + window * 32
            draw.rectangle((left, horizon - height + 18, left + 16, horizon - height + 38), fill=(96, 122, 140))
        x += width + place.randint(2, 14)


def _trees(draw: ImageDraw.ImageDraw, place: random.Random, horizon: int, light: int) -> None:
    for _ in range(place.randint(1, 4)):
        x = place.choice((place.randint(0, 90), place.randint(390, 470)))
        y = horizon + place.randint(0, 60)
        draw.rectangle((x - 3, y - 46, x + 3, y), fill=(94, 72, 52))
        draw.ellipse((x - 24, y - 92, x + 24, y - 36), fill=_lit((70, 120, 66), light))


def _disorder(draw: ImageDraw.ImageDraw, moment: random.Random, horizon: int) -> None:
    centre, base = moment.randint(110, 370), moment.randint(horizon + 70, 330)
    for _ in range(moment.randint(14, 34)):
        x, y = int(moment.gauss(centre, 38)), int(moment.gauss(base, 16))
        size = moment.randint(6, 24)
        shape = draw.ellipse if moment.random() < 0.5 else draw.rectangle
        shape((x, y, x + size, y + size * 2 // 3), fill=moment.choice(LITTER))
    if moment.random() < 0.5:
        x = moment.randint(20, 400)
        draw.rectangle((x, base - 70, x + 74, base - 60), fill=(206, 60, 52))
        draw.line((x + 4, base - 60, x + 4, base), fill=(80, 80, 80), width=3)
        draw.line((x + 70, base - 60, x + 70, base), fill=(80, 80, 80), width=3)
