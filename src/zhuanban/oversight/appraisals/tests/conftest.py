"""Stories of appraisal are told at the end of April 2024, with the kinds of the cast's notice in use."""

from datetime import UTC, datetime

import pytest

from zhuanban.ground.core import clock
from zhuanban.oversight.appraisals.tests.story import a_scheme_in_force, kinds_in_use


@pytest.fixture
def may_day(cast):
    """9:00 on 6 May 2024: the month of April is over."""
    kinds_in_use(cast)
    with clock.moved_to(datetime(2024, 5, 6, 1, 0, tzinfo=UTC)) as _:
        yield


@pytest.fixture
def scheme(cast, may_day):
    """The shipped scheme, in force since March."""
    return a_scheme_in_force(cast)
