"""The chain: how one link follows from the one before, where it begins, and the notes that only we can make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from zhuanban.ground.core import clock
from zhuanban.ground.journal.hashing import digest as hashed
from zhuanban.ground.journal.marks import canonical, instant, make_mark, mark_holds
from zhuanban.ground.journal.models import Checkpoint, Entry, Seal

ORIGIN = "0" * 64
ADVISORY_LOCK = 7_301_001
CHUNK = 500


@dataclass(frozen=True)
class Link:
    """One seal with the content of its entry, None where the entry is gone."""

    position: int
    entry_id: int
    algorithm: str
    digest: str
    sealed_at: str
    mark: str
    content: dict[str, Any] | None


def follow(algorithm: str, previous: str, text: str) -> str:
    """The digest of a link: the hash over the digest before and the content as sorted JSON."""
    return hashed(algorithm, f"{previous}\n{text}".encode())


def links(after: int = 0, until: int | None = None) -> Iterator[Link]:
    """The links behind a position in their order, read in chunks so that memory stays flat."""
    while True:
        seals = Seal.objects.filter(position__gt=after).order_by("position")
        batch = list((seals if until is None else seals.filter(position__lte=until))[:CHUNK])
        entries = entries_of(seal.entry_id for seal in batch)
        for seal in batch:
            entry = entries.get(seal.entry_id)
            yield Link(
                seal.position, seal.entry_id, seal.algorithm, seal.digest, instant(seal.sealed_at), seal.mark,
                canonical(entry) if entry else None,
            )  # fmt: skip
        if len(batch) < CHUNK:
            return
        after = batch[-1].position


def entries_of(keys: Iterable[int]) -> dict[int, Entry]:
    """The entries of these keys that are there."""
    return Entry.objects.in_bulk(list(keys))


def hold() -> None:
    """Nobody else seals or archives until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])


def note(name: str, position: int, digest: str) -> None:
    """Write or move a checkpoint."""
    now = clock.now()
    mark = make_mark("checkpoint", _noted(name, position, digest, now))
    values = {"position": position, "digest": digest, "noted_at": now, "mark": mark}
    Checkpoint.objects.update_or_create(name=name, defaults=values)


def noted(name: str) -> Checkpoint | None:
    """A checkpoint that really was noted by the program; None where there is none or somebody wrote it."""
    found = Checkpoint.objects.filter(name=name).first()
    if found is None:
        return None
    words = _noted(name, found.position, found.digest, found.noted_at)
    return found if mark_holds(found.mark, "checkpoint", words) else None


def _noted(name: str, position: int, digest: str, at: datetime) -> str:
    return f"{name} {position} {digest} {instant(at)}"


def start() -> tuple[int, str]:
    """Behind which position the chain begins, and with which digest: further on after each archiving."""
    archived = noted(Checkpoint.Name.ARCHIVED)
    return (archived.position, archived.digest) if archived else (0, ORIGIN)
