"""Stories of workbooks begin on a working morning, with the kinds of the cast's notice in use."""

import pytest

from zhuanban.ground.core import clock
from zhuanban.work.matters.tests.story import MORNING, kinds_in_use


@pytest.fixture
def morning(cast):
    """9:00 on Wednesday 10 April 2024; the test runs at this moment."""
    with clock.moved_to(MORNING):
        kinds_in_use(cast)
        yield MORNING
