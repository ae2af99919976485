"""Looking things up: the words, who asks and the filters are one condition of the index; newest first."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, Q

from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.queries import Query
from zhuanban.ground.search.rules.sources import Action, Source
from zhuanban.ground.search.rules.tokens import STRETCH, marks_in, stretches

MOST = 1000  # what a page counts exactly


@dataclass(frozen=True)
class Wish:
    """What is looked for: the words, the marks of which one must be there, those that all must, and the days."""

    query: Query
    seen: frozenset[str]
    needed: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing asked for, or nothing to be seen."""
        return not self.query.pieces or not self.seen


def seen_marks(actor: Any, campaigns: Iterable[Action], sources: Collection[Source]) -> frozenset[str]:
    """The marks that the person holds in these actions."""
    return frozenset(mark for action in campaigns for source in sources for mark in source.seen_by(actor, action))


def found(wish: Wish, most: int = MOST + 1) -> list[int]:
    """The keys of the entries, newest first, at most so many."""
    if wish.is_empty:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _keys(cursor, "w.search_words MATCH %s", _match(wish), wish, most)
        return _found_in_stretches(cursor, wish, most)


def _found_in_stretches(cursor: Any, wish: Wish, most: int) -> list[int]:
    """PostgreSQL reads every hit before it knows the newest: so it is asked for the newest keys first.

    Who sees an entry is written together with the stretch of keys in which it lies: that is rare, however frequent the
    words are, and leads the search.
    """
    cursor.execute("SELECT max(id) FROM search_words")
    last = cursor.fetchone()[0] or 0
    keys: list[int] = []
    oldest = last // STRETCH + 1
    for stretch in stretches(last):
        seen = [each for part in stretch for each in marks_in(wish.seen, part)]
        keys += _keys(cursor, "w.tokens @@ %s::tsquery", _tsquery(wish, seen), wish, most - len(keys))
        oldest = stretch.start
        if len(keys) >= most:
            return keys
    if oldest:
        condition = f"w.tokens @@ %s::tsquery AND w.id < {oldest * STRETCH}"
        keys += _keys(cursor, condition, _tsquery(wish, wish.seen), wish, most - len(keys))
    return keys


def _keys(cursor: Any, condition: str, given: str, wish: Wish, most: int) -> list[int]:
    key = "rowid" if connection.vendor == "sqlite" else "id"
    text, more = _of_the_row(wish)
    join = "JOIN search_entry AS e ON e.id = w.id" if text else ""
    hits = f"SELECT w.{key} AS id FROM search_words AS w WHERE {condition}"  # noqa: S608
    if connection.vendor == "sqlite":
        join = join.replace("w.id", "w.rowid")
        sql = f"SELECT w.rowid FROM search_words AS w {join} WHERE {condition}{text} ORDER BY w.rowid DESC LIMIT %s"  # noqa: S608
    else:  # the hits by themselves first: it would rather walk all entries from the newest
        sql = f"WITH w AS MATERIALIZED ({hits}) SELECT w.id FROM w {join} WHERE true{text} ORDER BY w.id DESC LIMIT %s"  # noqa: S608
    cursor.execute(sql, [given, *more, most])
    return [found_key for (found_key,) in cursor.fetchall()]


def entries_found(keys: Sequence[int]) -> list[Entry]:
    """These entries, in this order."""
    rows = Entry.objects.defer("text", "marks").in_bulk(list(keys))
    return [rows[key] for key in keys if key in rows]


def marks_of(kind: str, keys: Collection[int]) -> dict[int, list[str]]:
    """The marks of these things, where they have an entry."""
    rows = Entry.objects.filter(kind=kind, subject__in=keys)
    return {subject: marks.split() for subject, marks in rows.values_list("subject", "marks")}


def kinds_found(keys: Sequence[int]) -> dict[str, int]:
    """How many entries of each kind are among these."""
    return dict(Counter(Entry.objects.filter(pk__in=keys).values_list("kind", flat=True)))


def matching(wish: Wish) -> tuple[str, str]:
    """The condition of the index with its one parameter."""
    if connection.vendor == "sqlite":
        return "w.search_words MATCH %s", _match(wish)
    return "w.tokens @@ %s::tsquery", _tsquery(wish, wish.seen)


def _match(wish: Wish) -> str:
    """For FTS5: tokens are letters and digits or not ASCII, so that quoting them is safe."""
    words = [f'"{token.text}"{" *" if token.is_prefix else ""}' for token in wish.query.tokens]
    needed = [f'"{mark}"' for mark in wish.needed]
    return " AND ".join([*words, *needed, "(" + " OR ".join(f'"{mark}"' for mark in sorted(wish.seen)) + ")"])


def _tsquery(wish: Wish, seen: Iterable[str]) -> str:
    words = [f"'{token.text}'{':*' if token.is_prefix else ''}" for token in wish.query.tokens]
    needed = [f"'{mark}'" for mark in wish.needed]
    return " & ".join([*words, *needed, "(" + " | ".join(f"'{mark}'" for mark in sorted(seen)) + ")"])


def _of_the_row(wish: Wish) -> tuple[str, list[Any]]:
    """What the tokens do not settle, asked of the entry itself."""
    inside = "instr(e.text, %s) > 0" if connection.vendor == "sqlite" else "strpos(e.text, %s) > 0"
    parts: list[tuple[str, Any]] = [(inside, piece) for piece in wish.query.unsure]
    if wish.since:
        parts.append(("e.day >= %s", wish.since))
    if wish.until:
        parts.append(("e.day <= %s", wish.until))
    return "".join(f" AND {sql}" for sql, _ in parts), [value for _, value in parts]


class AmongFound(Func):
    """Whether a key is one of the things found: the same condition of the index, inside a list of another room."""

    output_field = BooleanField()

    def __init__(self, key: str, wish: Wish) -> None:
        super().__init__(key)
        self.wish = wish

    def as_sql(self, compiler: Any, *_args: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        """The key among the subjects of the entries found."""
        column, given = compiler.compile(self.get_source_expressions()[0])
        condition, words = matching(self.wish)
        text, more = _of_the_row(self.wish)
        key = "rowid" if compiler.connection.vendor == "sqlite" else "id"
        inner = f"SELECT e.subject FROM search_words AS w JOIN search_entry AS e ON e.id = w.{key}"  # noqa: S608
        return f"{column} IN ({inner} WHERE {condition}{text})", (*given, words, *more)


def among_found(key: str, wish: Wish) -> Q:
    """The rows of a list whose key was found; none where nothing was asked for."""
    return Q(pk__in=[]) if wish.is_empty else Q(AmongFound(key, wish))
