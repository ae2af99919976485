"""What somebody with the database in hand, but without the key, may do to the journal: by plain SQL, triggers gone."""

import json

from django.db import connection

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.marks import as_text, canonical
from zhuanban.ground.journal.models import Entry, Seal


def sql(statement: str, *values: object) -> None:
    """Run it with no guarding trigger and no foreign key in the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_no_%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def change(position: int, **values: object) -> int:
    """Write other values into the entry at this place; returns its key."""
    key = Seal.objects.get(position=position).entry_id
    for name, value in values.items():
        sql(f"UPDATE journal_entry SET {name} = %s WHERE id = %s", value, key)  # noqa: S608 - names of the tests
    return key


def remove(position: int) -> int:
    """Take the entry away and leave its seal."""
    key = Seal.objects.get(position=position).entry_id
    sql("DELETE FROM journal_private WHERE entry_id = %s", key)
    sql("DELETE FROM journal_entry WHERE id = %s", key)
    return key


def remove_with_seal(position: int) -> int:
    """Take entry and seal away."""
    key = remove(position)
    sql("DELETE FROM journal_seal WHERE position = %s", position)
    return key


def insert(key: int, sentence: str = "从未发生的事", mark: str = "") -> int:
    """Write an entry; with the mark of another it is a copy."""
    at = clock.now() if connection.vendor == "postgresql" else str(clock.now())[:26]
    sql(
        "INSERT INTO journal_entry (id, event, payload, sentence, at, subject_kind, subject_id, is_simulated, "
        "private_digest, mark) VALUES (%s, 'LampMended', %s, %s, %s, 'lamp', 1, %s, '', %s)",
        key, json.dumps({"lamp_id": 1}), sentence, at, False, mark,
    )  # fmt: skip
    return key


def seal_at(position: int, key: int) -> None:
    """Squeeze an entry into the chain and move all that follows by one."""
    for place in Seal.objects.filter(position__gte=position).order_by("-position").values_list("position", flat=True):
        sql("UPDATE journal_seal SET position = %s WHERE position = %s", place + 1, place)
    other = Seal.objects.exclude(position=position).first()
    assert other is not None
    sql(
        "INSERT INTO journal_seal (position, entry_id, digest, sealed_at, algorithm, mark) "
        "SELECT %s, %s, digest, sealed_at, algorithm, mark FROM journal_seal WHERE position = %s",
        position, key, other.position,
    )  # fmt: skip


def close_gap(position: int) -> None:
    """Move all that follows a removed place up by one."""
    for place in Seal.objects.filter(position__gt=position).order_by("position").values_list("position", flat=True):
        sql("UPDATE journal_seal SET position = %s WHERE position = %s", place - 1, place)


def compute_anew() -> None:
    """Compute every digest again as the export's readers do; the marks nobody can compute."""
    digest = chain.ORIGIN
    entries = Entry.objects.in_bulk()
    for seal in Seal.objects.order_by("position"):
        if seal.entry_id in entries:
            digest = chain.follow(seal.algorithm, digest, as_text(canonical(entries[seal.entry_id])))
            if digest != seal.digest:
                sql("UPDATE journal_seal SET digest = %s WHERE position = %s", digest, seal.position)
