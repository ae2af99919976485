from datetime import UTC, datetime

import pytest
import time_machine
from tests.cast import Cast

from zhuanban.work.patrols.tests.phone import Phone, kinds_in_use

# A Wednesday morning in the second phase, 9:00 in Shanghai.
MORNING = datetime(2024, 4, 10, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stored_apart(tmp_path, settings):
    """Photos of one story do not lie among those of another."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def morning():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def town(cast: Cast, morning) -> Cast:
    """The cast on that morning, with the kinds that its notice names in use."""
    kinds_in_use(cast)
    return cast


@pytest.fixture
def phone(town: Cast) -> Phone:
    return Phone(town, town.inspector)
