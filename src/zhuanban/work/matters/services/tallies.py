"""Folding the appended changes into tallies, and comparing what is kept with the rows."""

from collections import Counter

from django.db import transaction
from django.db.models import F

from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import MatterScope, Tally, TallyChange
from zhuanban.work.matters.selectors.figures import counted_tallies, kept_tallies
from zhuanban.work.matters.selectors.scopes import scopes_due, scopes_kept

BATCH = 5000
KEYS = ("campaign_id", "township_id", "clause_id", "month", "measure")


def fold_tallies() -> int:
    """Fold the appended changes, batch by batch; how many."""
    folded = 0
    while count := _fold_batch():
        folded += count
    return folded


@transaction.atomic
def _fold_batch() -> int:
    """Add one batch to the tallies and remove it: both or neither, so that every reader sees the same sum."""
    waiting = TallyChange.objects.select_for_update(skip_locked=True).order_by("pk")
    rows = list(waiting.values("pk", "delta", *KEYS)[:BATCH])
    sums: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        sums[tuple(row[key] for key in KEYS)] += row["delta"]
    for values, delta in sums.items():
        key = dict(zip(KEYS, values, strict=True))
        if delta and not Tally.objects.filter(**key).update(value=F("value") + delta):
            Tally.objects.get_or_create(**key, defaults={"value": 0})
            Tally.objects.filter(**key).update(value=F("value") + delta)
    TallyChange.objects.filter(pk__in=[row["pk"] for row in rows]).delete()
    return len(rows)


@transaction.atomic
def rebuild_tallies(campaign: Campaign, *, mend: bool = True) -> int:
    """Compare kept figures with the rows; how many differ. Mending appends what is missing."""
    kept, rows = kept_tallies(campaign), counted_tallies(campaign)
    keys = kept.keys() | rows.keys()
    wrong = {key: rows.get(key, 0) - kept.get(key, 0) for key in keys if rows.get(key, 0) != kept.get(key, 0)}
    if mend:
        TallyChange.objects.bulk_create(
            TallyChange(
                campaign=campaign, township_id=township, clause_id=clause, month=month, measure=measure, delta=delta
            )
            for (township, clause, month, measure), delta in wrong.items()
        )
    return len(wrong)


@transaction.atomic
def rebuild_scopes(campaign: Campaign, *, mend: bool = True) -> int:
    """Compare the scope rows with turns, townships, duties and limits; how many are missing, too many or outdated."""
    due, kept = scopes_due(campaign), scopes_kept(campaign)
    missing, extra = due.keys() - kept.keys(), kept.keys() - due.keys()
    outdated = [key for key, (_, limit) in kept.items() if key in due and due[key] != limit]
    if mend:
        stale = [kept[key][0] for key in extra]
        for start in range(0, len(stale), BATCH):
            MatterScope.objects.filter(pk__in=stale[start : start + BATCH]).delete()
        again = [MatterScope(pk=kept[key][0], due_at=due[key]) for key in outdated]
        MatterScope.objects.bulk_update(again, ["due_at"], batch_size=BATCH)
        fresh = (MatterScope(matter_id=key[0], unit_id=key[1], campaign=campaign, due_at=due[key]) for key in missing)
        MatterScope.objects.bulk_create(fresh, batch_size=BATCH)
    return len(missing) + len(extra) + len(outdated)
