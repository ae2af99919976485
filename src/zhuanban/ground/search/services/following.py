"""Following the journal: whatever an entry is about is brought up to date in the index, at no cost to the act."""

from django.db import transaction

from zhuanban.ground.journal.selectors import end_of_chain, subjects_sealed, subjects_unsealed
from zhuanban.ground.search.models import Filling
from zhuanban.ground.search.rules.sources import sources
from zhuanban.ground.search.services.indexing import index_many

JOURNAL = "journal"
MOST = 2000


@transaction.atomic
def follow_journal() -> int:
    """Go on from the place on the chain that was reached; how many entries of the index changed.

    What still waits for its seal is brought up to date as well, so that nobody has to wait for it, and once more when
    it is sealed, which is certain.
    """
    reached = Filling.objects.select_for_update().filter(kind=JOURNAL).first()
    if reached is None:  # what is older is filled in by itself
        reached = Filling.objects.create(kind=JOURNAL, last_key=end_of_chain())
    position, subjects = subjects_sealed(reached.last_key, MOST)
    subjects |= subjects_unsealed(MOST)
    changed = 0
    for source in sources():
        keys = sorted(key for kind, key in subjects if kind == source.follows)
        changed += index_many(kind=source.kind, keys=keys) if keys else 0
    if position != reached.last_key:
        Filling.objects.filter(pk=reached.pk).update(last_key=position)
    return changed
