"""The tokens of entries, written in the way of each engine."""

from collections.abc import Iterable, Sequence

from django.db import connection

from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.tokens import SIGN, STRETCH, marks_in, tokens_of

Words = tuple[int, str, str]  # key, folded text, marks
INTO_POSTGRESQL = (
    "INSERT INTO search_words SELECT key, array_to_tsvector(string_to_array(line, ' ')) "
    "FROM unnest(%s::bigint[], %s::text[]) AS given(key, line)"
)


def words_of(entries: Iterable[Entry]) -> list[Words]:
    """What the tokens of these entries are made from."""
    return [(entry.pk, entry.text, entry.marks) for entry in entries]


def put_words(words: Sequence[Words]) -> None:
    """Write the tokens of entries that have none yet."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO search_words (rowid, tokens) VALUES (%s, %s)", _as_lines(words))
        else:
            lines = [(key, f"{line} {' '.join(_placed(key, line))}") for key, line in _as_lines(words)]
            cursor.execute(INTO_POSTGRESQL, [[key for key, _ in lines], [line for _, line in lines]])


def take_words(words: Sequence[Words]) -> None:
    """Take the tokens of entries away. SQLite must be told which they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = "INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', %s, %s)"
            cursor.executemany(sql, _as_lines(words))
        else:
            cursor.execute("DELETE FROM search_words WHERE id = ANY(%s)", [[key for key, _, _ in words]])


def _as_lines(words: Sequence[Words]) -> list[tuple[int, str]]:
    """Key and tokens, in an order that is always the same."""
    return [(key, " ".join([*sorted(tokens_of(text)), *marks.split()])) for key, text, marks in words]


def _placed(key: int, line: str) -> list[str]:
    """The marks of a line again, each with the stretch in which the key lies (selectors/finding.py reads by them)."""
    return marks_in((token for token in line.split() if token.startswith(SIGN)), key // STRETCH)
