"""Stories of matters begin on a working morning, with the kinds of the cast's notice in use."""

import io

import pytest
from PIL import Image

from zhuanban.ground.core import clock
from zhuanban.work.matters.tests.story import MORNING, kinds_in_use


@pytest.fixture
def morning(cast):
    """9:00 on Wednesday 10 April 2024; the test runs at this moment."""
    with clock.moved_to(MORNING):
        kinds_in_use(cast)
        yield MORNING


@pytest.fixture
def picture():
    """The bytes of a real picture, another for each name."""

    def drawn(name="现场", colour=(90, 120, 90)):
        out = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(out, "JPEG")
        out.name = f"{name}.jpg"
        out.seek(0)
        return out

    return drawn
