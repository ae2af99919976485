"""Archiving: what is older than its time is exported, proved, and only then removed; the chain goes on from there."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.comparing import verified_file
from zhuanban.ground.journal.events import JournalArchived
from zhuanban.ground.journal.exporting import leave_script_beside, write_export
from zhuanban.ground.journal.models import Checkpoint, Delivery, Entry, Private, Seal, Unsealed
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.services import record


@dataclass(frozen=True)
class Archived:
    """What was carried out of the journal: how many entries, up to which place, and the digest there."""

    count: int
    position: int
    digest: str


def archive(*, before: date, file: Path, each: Callable[[int], None] | None = None) -> Archived:
    """Export to the file what is older than the day, and remove it. Only whoever runs the server can do it.

    Work that was stopped is taken up by archiving again: what is removed is noted chunk by chunk.
    """
    kept_from = clock.today() - timedelta(days=settings.JOURNAL_DAYS)
    if before > kept_from:
        raise Invalid(f"日志保存 {settings.JOURNAL_DAYS} 天，现在只能归档 {kept_from:%Y-%m-%d} 以前的。")
    if file.exists():
        raise Invalid(f"{file} 已经存在，请换一个文件名。")
    seal_entries()
    after, _ = chain.start()
    last = _last_before(before)
    if last is None or last.position <= after:
        raise Invalid(f"没有早于 {before:%Y-%m-%d} 的日志。")
    _write(file, last.position, each)
    count, faults = verified_file(file)
    if faults:
        file.unlink()
        raise Invalid(f"要归档的部分核验不通过，先查明原因：{faults[0]}。")
    done = Archived(count, last.position, last.digest)
    record(JournalArchived(position=last.position, count=count, digest=last.digest), by=None)
    seal_entries()
    while after < last.position:
        after = _remove(after, last.position)
    return done


def _last_before(day: date) -> Seal | None:
    """The last seal of the unbroken run of entries that happened, and were sealed, before the day."""
    limit = clock.start_of(day)
    young = Seal.objects.filter(Q(entry__at__gte=limit) | Q(sealed_at__gte=limit)).order_by("position").first()
    seals = Seal.objects.filter(position__lt=young.position) if young else Seal.objects.all()
    return seals.order_by("-position").first()


def _write(file: Path, until: int, each: Callable[[int], None] | None) -> None:
    with file.open("x", encoding="utf-8") as out:
        write_export(out, until, each)
        out.flush()
        os.fsync(out.fileno())
    leave_script_beside(file)


@transaction.atomic
def _remove(after: int, until: int) -> int:
    """One chunk, with the note of where the chain begins from now on; returns that place."""
    chain.hold()
    seals = list(Seal.objects.filter(position__gt=after, position__lte=until).order_by("position")[: chain.CHUNK])
    keys = [seal.entry_id for seal in seals]
    Delivery.objects.filter(entry__in=keys).delete()
    Private.objects.filter(entry__in=keys).delete()
    Unsealed.objects.filter(entry__in=keys).delete()
    Seal.objects.filter(position__in=[seal.position for seal in seals]).delete()
    Entry.objects.filter(pk__in=keys).delete()
    chain.note(Checkpoint.Name.ARCHIVED, seals[-1].position, seals[-1].digest)
    return seals[-1].position
