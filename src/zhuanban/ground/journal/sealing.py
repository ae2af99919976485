"""The sealer puts entries onto the hash chain. What does not bear our mark it refuses, and says so."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain
from zhuanban.ground.journal.events import JournalBroken
from zhuanban.ground.journal.marks import as_text, canonical, content_mark_holds, instant, make_mark, seal_words
from zhuanban.ground.journal.models import Checkpoint, Entry, Seal, Unsealed
from zhuanban.ground.journal.registry import every
from zhuanban.ground.journal.services import record

BATCH = 2000


@every(timedelta(seconds=10))
def seal_entries() -> int:
    """Seal the visible entries that wait, never by a range of ids; returns how many."""
    sealed = 0
    while True:
        looked_at, done = seal_batch()
        sealed += done
        if not looked_at:
            return sealed


@transaction.atomic
def seal_batch() -> tuple[int, int]:
    """One batch under the sealer's lock: how many were looked at, and how many sealed."""
    chain.hold()
    waiting = Unsealed.objects.filter(refused_at=None).select_related("entry").order_by("entry_id")
    entries = [row.entry for row in waiting[:BATCH]]
    if not entries:
        return 0, 0
    good, bad = _sorted_out(entries)
    if good:
        _seal(good)
    for entry in bad:
        Unsealed.objects.filter(entry=entry).update(refused_at=clock.now())
        record(JournalBroken(entry_id=entry.pk, fault_count=1, what=f"条目 {entry.pk} 没有有效印记，未予封存"), by=None)
    return len(entries), len(good)


def _sorted_out(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those with a mark that holds and is no copy of another's, and the others."""
    marks = [entry.mark for entry in entries if entry.mark]
    used = set(Entry.objects.filter(mark__in=marks, seal__isnull=False).values_list("mark", flat=True))
    good, bad = [], []
    for entry in entries:
        if entry.mark not in used and content_mark_holds(canonical(entry)):
            used.add(entry.mark)
            good.append(entry)
        else:
            bad.append(entry)
    return good, bad


def _seal(entries: list[Entry]) -> None:
    position, digest = _end_of_chain()
    algorithm, now, seals = settings.JOURNAL_HASH, clock.now(), []
    for entry in entries:
        text = as_text(canonical(entry))
        position, digest = position + 1, chain.follow(algorithm, digest, text)
        place = (position, entry.pk, algorithm, digest, instant(now))
        mark = make_mark("seal", seal_words(place, text))
        seals.append(Seal(position=position, entry=entry, digest=digest, sealed_at=now, algorithm=algorithm, mark=mark))
    Seal.objects.bulk_create(seals)
    Unsealed.objects.filter(entry__in=entries).delete()
    chain.note(Checkpoint.Name.HEAD, position, digest)


def _end_of_chain() -> tuple[int, str]:
    """Where to go on: behind the head, also where the seals before it were cut off, so that the gap stays for good."""
    last = Seal.objects.order_by("-position").first()
    head = chain.noted(Checkpoint.Name.HEAD)
    if head and (last is None or last.position <= head.position):
        return head.position, head.digest
    position, digest = (last.position, last.digest) if last else chain.start()
    if last:
        what = f"链尾的核对点缺失或被改动，从第 {position} 条之后续封"
        record(JournalBroken(entry_id=last.entry_id, fault_count=1, what=what), by=None)
    return position, digest
