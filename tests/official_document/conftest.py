"""The circular, and a way to read its file back."""

from dataclasses import replace

import pytest
from tests.official_document.circular_example import CIRCULAR
from tests.official_document.reading_back import Page


@pytest.fixture
def circular():
    return CIRCULAR


@pytest.fixture
def read_back():
    """Renders the circular with changes and reads the file back."""

    def render(**changes) -> Page:
        return Page.of(replace(CIRCULAR, **changes))

    return render
