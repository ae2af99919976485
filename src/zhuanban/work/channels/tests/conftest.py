"""Stories of the channels are told on a working morning, with the kinds of the cast's notice in use."""

import pytest

from zhuanban.ground.core import clock
from zhuanban.work.matters.tests.story import MORNING, kinds_in_use


@pytest.fixture
def morning(cast):
    """9:00 on Wednesday 10 April 2024."""
    with clock.moved_to(MORNING):
        kinds_in_use(cast)
        yield cast
