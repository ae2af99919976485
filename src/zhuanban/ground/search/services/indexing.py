"""Bringing entries to what they ought to be, and comparing the whole index with the rooms' rows."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import transaction

from zhuanban.ground.search.models import Entry, Filling
from zhuanban.ground.search.rules.sources import Due, Source, source_of, sources
from zhuanban.ground.search.rules.tokens import RULES
from zhuanban.ground.search.services.words import put_words, take_words, words_of

BATCH = 2000


def index_many(*, kind: str, keys: Iterable[int]) -> int:
    """Bring the entries of these things to what they are now; what is gone or not to be found is forgotten.

    How many entries changed, with those of what hangs on the things. A new thing is the newest of the index; one that
    changed keeps its place.
    """
    source, rest, changed = source_of(kind), iter(keys), 0
    while batch := list(dict.fromkeys(islice(rest, BATCH))):
        found = _brought_up_to_date(source, batch)
        changed += len(found)
        for hanging in sources():
            if found and hanging.beside:
                changed += index_many(kind=hanging.kind, keys=hanging.beside(kind, found))
    return changed


@transaction.atomic
def _brought_up_to_date(source: Source, keys: Collection[int]) -> list[int]:
    """The things of which the entry changed."""
    # The rows are held before the things are read, so that of two that write at once the later one knows more.
    rows = Entry.objects.select_for_update().filter(kind=source.kind, subject__in=keys).order_by("pk")
    kept = {row.subject: row for row in rows}
    due = {each.key: each for each in source.due(keys)}
    fresh = [_entry(source.kind, due[key]) for key in keys if key in due and key not in kept]
    gone = [row for key, row in kept.items() if key not in due]
    stale = [row for key, row in kept.items() if key in due and _differs(row, due[key])]
    take_words(words_of([*gone, *stale]))
    Entry.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in stale:
        _fill(row, due[row.subject])
    Entry.objects.bulk_update(stale, ["campaign_id", "text", "marks", "day"], batch_size=500)
    put_words(words_of([*Entry.objects.bulk_create(fresh), *stale]))
    return [row.subject for row in (*fresh, *gone, *stale)]


def _entry(kind: str, due: Due) -> Entry:
    return _fill(Entry(kind=kind, subject=due.key), due)


def _fill(row: Entry, due: Due) -> Entry:
    row.campaign_id, row.text, row.marks, row.day = due.campaign_id, due.text, _line(due), due.day
    return row


def _line(due: Due) -> str:
    return " ".join(sorted(due.marks))


def _differs(row: Entry, due: Due) -> bool:
    return (row.text, row.marks, row.day, row.campaign_id) != (due.text, _line(due), due.day, due.campaign_id)


@transaction.atomic
def fill_index(*, most: int = 5 * BATCH) -> int:
    """Go on filling what an upgrade left empty, or what older rules of tokens made; how many things were looked at."""
    looked_at = 0
    for source in sources():
        state, _ = Filling.objects.get_or_create(kind=source.kind)
        if state.rules == RULES:
            continue
        keys = list(islice(source.keys(state.last_key), most - looked_at))
        index_many(kind=source.kind, keys=keys)
        state.last_key = keys[-1] if keys else 0
        state.rules = state.rules if keys else RULES
        state.save(update_fields=["last_key", "rules"])
        looked_at += len(keys)
        if looked_at >= most:
            break
    return looked_at


def compare_index(*, mend: bool = True) -> int:
    """Compare the entries with the things themselves; how many are missing, too many or outdated."""
    return sum(_compared(source, mend=mend) for source in sources())


def _compared(source: Source, *, mend: bool) -> int:
    wrong, known = 0, set[int]()
    for batch in _batches(source.keys(0)):
        known.update(batch)
        wrong += len(_brought_up_to_date(source, batch)) if mend else _counted(source, batch)
    kept = Entry.objects.filter(kind=source.kind).order_by("subject").values_list("subject", flat=True)
    lost = [subject for subject in kept.iterator() if subject not in known]
    for batch in _batches(iter(lost)) if mend else ():
        _brought_up_to_date(source, batch)
    return wrong + len(lost)


def _counted(source: Source, keys: Collection[int]) -> int:
    kept = {row.subject: row for row in Entry.objects.filter(kind=source.kind, subject__in=keys)}
    due = {each.key: each for each in source.due(keys)}
    wrong = sum(key not in kept or _differs(kept[key], each) for key, each in due.items())
    return wrong + sum(key not in due for key in kept)


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, BATCH)):
        yield batch
