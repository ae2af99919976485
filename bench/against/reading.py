"""Somebody who reads a whole table slowly in one transaction, beside the servers."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

PAUSE = 0.002  # seconds behind each row


@contextmanager
def read_slowly(database: str, table: str) -> Iterator[None]:
    """Read row by row until the end of the block, however long that takes."""
    stop, begun = threading.Event(), threading.Event()

    def read() -> None:
        with closing(opened(database)) as connection:
            for _ in rows_of(connection, table):
                begun.set()
                if stop.wait(PAUSE):
                    return

    reader = threading.Thread(target=read)
    reader.start()
    begun.wait(30)
    yield
    stop.set()
    reader.join()


def opened(database: str) -> Any:
    """A connection of our own."""
    if database.startswith("sqlite:///"):
        return sqlite3.connect(database.removeprefix("sqlite:///"))
    return psycopg.connect(database.replace("postgres://", "postgresql://"))


def rows_of(connection: Any, table: str) -> Iterator[Any]:
    """The rows of one statement, fetched as they are asked for."""
    if isinstance(connection, sqlite3.Connection):
        yield from connection.execute(f"SELECT * FROM {table}")  # noqa: S608  # a name of this file's callers
    else:
        with connection.cursor(name="slowly") as cursor:
            cursor.itersize = 100
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            yield from cursor
