"""Stories of the take-over are told in autumn 2026: the action was taken over on 1 October."""

from datetime import date, datetime

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.work.matters.tests.story import kinds_in_use

TAKEN_OVER = date(2026, 10, 1)


@pytest.fixture
def taken_over(cast):
    """The cast's action with its take-over day, on a morning in November 2026."""
    with clock.moved_to(datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)):
        cast.campaign.taken_over_on = TAKEN_OVER
        cast.campaign.save(update_fields=["taken_over_on"])
        kinds_in_use(cast)
        yield cast
