"""The scene of the tests that belong to no room."""

from collections.abc import Iterator

import pytest

from tests.scene import Scene, set_up


@pytest.fixture
def scene(db) -> Iterator[Scene]:
    """A house in use, on Monday 6 May 2024 at 9:00 in Shanghai."""
    with set_up() as assembled:
        yield assembled
