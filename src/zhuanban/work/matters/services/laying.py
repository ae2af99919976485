"""The rows beside the matters of a batch, laid by the database from the matters themselves: one statement a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import Assignment, Batch, BatchRow, Clock, Matter, MatterScope
from zhuanban.work.matters.rules.loop import Profile

AT_ONCE = 2000


def lay_turns(batch: Batch, by: User, now: datetime) -> None:
    """The first turn of every ledger matter of the batch: its township filed it or takes it on."""
    own = sorted({seat.unit_id for seat in by.seats if seat.unit_id})
    accepted = f"CASE WHEN m.township_id IN ({_marks(own)}) THEN %s END" if own else "CAST(NULL AS bigint)"
    _insert(
        Assignment,
        ("matter_id", "unit_id", "origin", "given_by_id", "given_at", "accepted_by_id", "accepted_at"),
        f"SELECT m.id, m.township_id, %s, %s, %s, {accepted}, %s FROM {_of_batch()} "  # noqa: S608
        "WHERE b.batch_id = %s AND m.profile = %s",
        [Assignment.Origin.FILING.value, by.pk, _at(now), *([*own, by.pk] if own else []), _at(now), batch.pk,
         Profile.LEDGER.value],
    )  # fmt: skip


def lay_clocks(batch: Batch, plans: Mapping[date, Clock]) -> None:
    """The clock of every turn of the batch, as it was reckoned for the planned day."""
    turns = _table(Assignment)
    for clocks in _in_parts(list(plans.items())):
        given = [
            (_day(day), _at(ends.started_at), _at(ends.due_at), ends.amount, ends.stage, ends.unit)
            for day, ends in clocks
        ]
        _insert(
            Clock,
            ("assignment_id", "started_at", "due_at", "amount", "stage", "unit"),
            f"SELECT t.id, v.column2, v.column3, v.column4, v.column5, v.column6 FROM {_of_batch()} "  # noqa: S608
            f"JOIN {turns} t ON t.matter_id = m.id JOIN {_values(given)} v ON v.column1 = m.planned_on "
            "WHERE b.batch_id = %s",
            [*_flat(given), batch.pk],
        )


def lay_scopes(batch: Batch, seeing: Mapping[tuple[int, int | None], Sequence[int]], filer: int | None) -> None:
    """Who sees the matters of the batch, by township and clause."""
    pairs = [(town, clause or 0, unit) for (town, clause), units in seeing.items() for unit in units]
    for given in _in_parts(pairs):
        _insert(
            MatterScope,
            ("matter_id", "unit_id", "campaign_id", "due_at", "is_filer"),
            f"SELECT m.id, v.column3, m.campaign_id, m.due_at, v.column3 = %s FROM {_of_batch()} "  # noqa: S608
            f"JOIN {_values(given)} v ON v.column1 = m.township_id AND v.column2 = COALESCE(m.clause_id, 0) "
            "WHERE b.batch_id = %s",
            [filer or 0, *_flat(given), batch.pk],
        )


def _of_batch() -> str:
    return f"{_table(BatchRow)} b JOIN {_table(Matter)} m ON m.id = b.matter_id"


def _insert(model: type[Model], columns: Iterable[str], select: str, given: list[Any]) -> None:
    """INSERT … SELECT, the columns not named with their defaults; both engines number columns of VALUES alike."""
    told = set(columns)
    others = {
        field.column or "": field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.fields
        if field.column not in told and not field.null and not field.primary_key
    }
    named = ", ".join(connection.ops.quote_name(column) for column in (*others, *columns))
    marks = "".join("%s, " for _ in others)
    with connection.cursor() as cursor:
        words = f"INSERT INTO {_table(model)} ({named}) SELECT {marks}s.* FROM ({select}) s"  # noqa: S608
        cursor.execute(words, [*others.values(), *given])


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _values(rows: Sequence[Sequence[Any]]) -> str:
    return f"(VALUES {', '.join(f'({_marks(row)})' for row in rows)})"


def _marks(of: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(of))


def _flat(rows: Iterable[Iterable[Any]]) -> list[Any]:
    return [value for row in rows for value in row]


def _in_parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _at(instant: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(instant)


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
