"""Rows written with words put together once are what `save()` would have written."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.models import DoorAnswer
from zhuanban.ground.core.writes import insert_row, insert_rows, update_columns

pytestmark = pytest.mark.django_db


def answer(actor: int, key: str = "k1") -> DoorAnswer:
    return DoorAnswer(actor_id=actor, key=key, digest="d", status=0, body={"甲": [1, None]}, answered_at=clock.now())


def test_a_new_row_gets_its_key_and_reads_back_as_it_was(cast) -> None:
    row = answer(cast.office.pk)
    insert_row(row)
    kept = DoorAnswer.objects.get()
    assert (kept.pk, kept.body, kept.answered_at) == (row.pk, row.body, row.answered_at)
    assert not row._state.adding


def test_only_the_named_fields_are_written(cast) -> None:
    row = answer(cast.office.pk)
    insert_row(row)
    row.status, row.digest = 201, "other"
    update_columns(row, "status")
    kept = DoorAnswer.objects.get()
    assert (kept.status, kept.digest) == (201, "d")


def test_a_row_that_is_gone_is_not_written_silently(cast) -> None:
    row = answer(cast.office.pk)
    insert_row(row)
    DoorAnswer.objects.all().delete()
    with pytest.raises(DatabaseError):
        update_columns(row, "status")


def refused_and_passed_over(actor: int) -> int:
    """Write a row that is there already, say nothing of it, and read on."""
    with transaction.atomic():
        with suppress(IntegrityError):
            insert_row(answer(actor))
        return DoorAnswer.objects.count()


def test_what_the_database_refuses_makes_the_transaction_useless(cast) -> None:
    insert_row(answer(cast.office.pk))
    with pytest.raises(transaction.TransactionManagementError):
        refused_and_passed_over(cast.office.pk)


def test_many_rows_get_keys_that_nobody_else_has(cast) -> None:
    first = answer(cast.office.pk)
    insert_row(first)
    rows = [answer(cast.office.pk, f"many {number}") for number in range(3)]
    insert_rows(rows)
    after = answer(cast.office.pk, "after")
    insert_row(after)
    keys = [first.pk, *(row.pk for row in rows), after.pk]
    assert len(set(keys)) == 5
    kept = dict(DoorAnswer.objects.values_list("key", "pk"))
    assert kept == {row.key: row.pk for row in (first, *rows, after)}
    assert DoorAnswer.objects.get(pk=rows[0].pk).body == rows[0].body
