"""The sealer hashes entries onto the chain; whoever has the export can verify it without the software."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.journal.marks import as_text, canonical
from zhuanban.ground.journal.models import Entry, Seal
from zhuanban.ground.journal.registry import every

ORIGIN = "0" * 64
BATCH = 2000
ADVISORY_LOCK = 7_301_001


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold."""

    position: int
    message: str


def link(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 over the hash before and the content as sorted JSON."""
    return hashlib.sha256(f"{previous}\n{as_text(content)}".encode()).hexdigest()


@every(timedelta(seconds=10))
def seal_entries() -> int:
    """Seal the visible entries that have no seal, never by a range of ids; returns how many."""
    sealed = 0
    while count := seal_batch():
        sealed += count
    return sealed


@transaction.atomic
def seal_batch() -> int:
    """One batch under the sealer's lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
    last = Seal.objects.order_by("-position").first()
    position, digest = (last.position, last.digest) if last else (0, ORIGIN)
    seals = []
    for entry in Entry.objects.filter(seal=None).order_by("id")[:BATCH]:
        position, digest = position + 1, link(digest, canonical(entry))
        seals.append(Seal(position=position, entry=entry, digest=digest, sealed_at=clock.now()))
    Seal.objects.bulk_create(seals)
    return len(seals)


def exported() -> Iterator[dict[str, Any]]:
    """The chain as lines for an export: position, digest and the content that was hashed."""
    for seal in Seal.objects.select_related("entry").order_by("position").iterator():
        yield {"position": seal.position, "digest": seal.digest, "content": canonical(seal.entry)}


def verify(lines: Iterable[dict[str, Any]]) -> tuple[int, Break | None]:
    """Walk the chain: how many links hold, and where it breaks."""
    digest, count = ORIGIN, 0
    for line in lines:
        if line["position"] != count + 1:
            return count, Break(count + 1, f"第 {count + 1} 条缺失，下一条是第 {line['position']} 条")
        digest = link(digest, line["content"])
        if digest != line["digest"]:
            return count, Break(count + 1, f"第 {count + 1} 条被改动过（{line['content']['sentence']}）")
        count += 1
    return count, None
