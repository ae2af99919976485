"""What every test may ask for: the cast, and a signed-in browser of one of its people."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from tests.cast import Cast, assemble

# How long an example takes depends on what else the machine does; figures of time belong in bench/.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture
def cast(db) -> Cast:
    """Two districts, three actions, and the people who act in the stories."""
    return assemble()


@pytest.fixture(scope="module")
def journal_can_be_emptied(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests that empty the tables after themselves, which the journal's triggers refuse: they go meanwhile."""
    migration = import_module("zhuanban.ground.journal.migrations.0004_keyed_seals")
    for direction in (migration.unguard, migration.guard):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            direction(None, editor)
        if direction is migration.unguard:
            yield
