"""One row written with words that are put together once: what `save()` does, without building the query again.

For rows that every act writes. Signals are not sent; columns hold values, not expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias, cast

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models import AutoField, Field, Model

Columns: TypeAlias = "tuple[Field[Any, Any], ...]"


def update_columns(row: Model, *names: str) -> None:
    """Write these fields of a row that is there; DatabaseError where it is gone."""
    words, fields = _update_words(type(row), names, connections[DEFAULT_DB_ALIAS].vendor)
    if _executed(words, [*_values(row, fields, add=False), row.pk]) != 1:
        raise DatabaseError(f"{row._meta.label} {row.pk} is gone")


def insert_row(row: Model) -> None:
    """Write a new row and give it its key."""
    words, fields = _insert_words(type(row), connections[DEFAULT_DB_ALIAS].vendor)
    row.pk = _executed(words, _values(row, fields, add=True), returning=True)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_rows(rows: Sequence[Model]) -> None:
    """Write many new rows of one model and give them their keys, which are taken from the database beforehand."""
    if not rows:
        return
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    fields = tuple(model._meta.concrete_fields)
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        if isinstance(_key(model), AutoField):
            for row, key in zip(rows, _next_keys(cursor, model, len(rows)), strict=True):
                row.pk = key
        values = (_values(row, fields, add=True) for row in rows)
        table, columns = _table(model), ", ".join(map(_quoted, fields))
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for each in values:
                    copy.write_row(each)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values))  # noqa: S608
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _next_keys(cursor: Any, model: type[Model], count: int) -> Iterable[int]:
    """So many keys that no other row has or will get; on SQLite the transaction is the only one that writes."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [_table(model), _key(model).column, count],
        )
        return [key for (key,) in cursor.fetchall()]
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    last = (cursor.fetchone() or (0,))[0]
    return range(last + 1, last + count + 1)


def _executed(words: str, values: list[Any], *, returning: bool = False) -> Any:
    """How many rows were written, or the key of the new one. What fails makes the transaction useless, as in save()."""
    connection = connections[DEFAULT_DB_ALIAS]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchone()[0] if returning else cursor.rowcount


def _values(row: Model, fields: Columns, *, add: bool) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add), connection) for field in fields]


@cache
def _update_words(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[str, Columns]:
    fields = tuple(_column(model, name) for name in names)
    columns = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    return f"UPDATE {_table(model)} SET {columns} WHERE {_quoted(_key(model))} = %s", fields  # noqa: S608  # own names


@cache
def _insert_words(model: type[Model], vendor: str) -> tuple[str, Columns]:
    key = _key(model)
    if not isinstance(key, AutoField):
        raise TypeError(f"{model._meta.label} has no key that the database gives")
    fields = tuple(field for field in model._meta.concrete_fields if field is not key)
    columns, marks = ", ".join(map(_quoted, fields)), ", ".join(["%s"] * len(fields))
    words = f"INSERT INTO {_table(model)} ({columns}) VALUES ({marks}) RETURNING {_quoted(key)}"  # noqa: S608
    return words, fields


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", model._meta.get_field(name))


def _key(model: type[Model]) -> Field[Any, Any]:
    """The column that identifies a row."""
    return model._meta.pk


def _quoted(field: Field[Any, Any]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(field.column))


def _table(model: type[Model]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.db_table)
