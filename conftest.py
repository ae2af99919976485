"""What every test may ask for: the cast, and a signed-in browser of one of its people."""

import pytest
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db) -> Cast:
    """Two districts, three actions, and the people who act in the stories."""
    return assemble()
