"""Folding the appended changes into the figures, and comparing what is kept with the rows."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Folding, Matter, MatterScope, Standing, Tally, TallyChange
from zhuanban.work.matters.rules.figures import NO_MONTH, STANDING, plain_standings
from zhuanban.work.matters.selectors.figures import counted_tallies, kept_tallies
from zhuanban.work.matters.selectors.scopes import ScopeKey, scopes_due, scopes_kept
from zhuanban.work.matters.selectors.standings import counted_standings, kept_standings

BATCH = 5000
TALLY_KEYS = ("campaign_id", "township_id", "clause_id", "month", "measure")
STANDING_KEYS = ("campaign_id", "unit_id", "township_id", "kind_id", "measure")
Sums = Counter[tuple[Any, ...]]


def fold_tallies() -> int:
    """Fold the appended changes, batch by batch; how many."""
    folded = 0
    while count := _fold_batch():
        folded += count
    return folded


@transaction.atomic
def _fold_batch() -> int:
    """Add one batch to the figures and remove it: both or neither, so that every reader sees the same sum."""
    rows = list(TallyChange.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    tallies, standings = sums_of(rows)
    _add(Tally, TALLY_KEYS, tallies)
    _add(Standing, STANDING_KEYS, standings)
    TallyChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if rows:
        _note_folding()
    return len(rows)


def _note_folding() -> None:
    """Whoever keeps what it summed up knows by the token that it is out of date."""
    Folding.objects.update_or_create(pk=1, defaults={"token": secrets.randbits(62)})


def sums_of(rows: Iterable[TallyChange]) -> tuple[Sums, Sums]:
    """What the changes add to tallies and to standings, by their keys."""
    tallies: Sums = Counter()
    standings: Sums = Counter()
    for row in rows:
        for measure, month, delta in row.deltas:
            if month is None:
                for unit in row.units:
                    standings[row.campaign_id, unit, row.township_id, row.kind_id, measure] += delta
            else:
                for kept in months_of(measure, month):
                    tallies[row.campaign_id, row.township_id, row.clause_id, kept, measure] += delta
    return tallies, standings


def months_of(measure: str, month: str) -> list[date]:
    """Under which months a change is kept: its own and the sum over all."""
    return [NO_MONTH] if measure in STANDING else [date.fromisoformat(month), NO_MONTH]


def _add(model: type[Model], keys: tuple[str, ...], sums: Sums) -> None:
    """Add the sums to the rows with these keys, in one order for every worker."""
    by_form: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for values, delta in sums.items():
        if delta:
            held = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
            by_form.setdefault(tuple(held), []).append((*held.values(), delta))
    for form, rows in by_form.items():
        _add_rows(model, keys, form, sorted(rows))


def _add_rows(model: type[Model], keys: tuple[str, ...], form: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """The ORM replaces on conflict but cannot add."""
    table = connection.ops.quote_name(model._meta.db_table)
    empty = [key for key in keys if key not in form]
    only = f" WHERE {' AND '.join(f'{key} IS NULL' for key in empty)}" if empty else ""
    names, marks = ", ".join((*form, "value")), ", ".join(["%s"] * (len(form) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({', '.join(form)}){only} "  # noqa: S608
            f"DO UPDATE SET value = {table}.value + excluded.value",
            [tuple(_adapted(value) for value in row) for row in rows],
        )


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


@transaction.atomic
def rebuild_tallies(campaign: Campaign, *, mend: bool = True) -> int:
    """Compare kept figures with the rows; how many differ. Mending adds what is missing."""
    fold_tallies()
    tallies = _wrong(kept_tallies(campaign), counted_tallies(campaign))
    standings = _wrong(kept_standings(campaign), counted_standings(campaign))
    if mend:
        _add(Tally, TALLY_KEYS, Counter({(campaign.pk, *key): delta for key, delta in tallies.items()}))
        _add(Standing, STANDING_KEYS, Counter({(campaign.pk, *key): delta for key, delta in standings.items()}))
        _note_folding()
    return len(tallies) + len(standings)


Key = TypeVar("Key", bound=tuple[Any, ...])


def _wrong(kept: Mapping[Key, int], rows: Mapping[Key, int]) -> dict[Key, int]:
    keys = kept.keys() | rows.keys()
    return {key: rows.get(key, 0) - kept.get(key, 0) for key in keys if rows.get(key, 0) != kept.get(key, 0)}


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
        _count_seen(campaign, list(missing), 1)
        _count_seen(campaign, list(extra), -1)
    return len(missing) + len(extra) + len(outdated)


def _count_seen(campaign: Campaign, pairs: Sequence[ScopeKey], sign: int) -> None:
    """Count the matters for the units that see them from now on, or no more."""
    units: dict[int, list[int]] = {}
    for matter, unit in pairs:
        units.setdefault(matter, []).append(unit)
    sums: Counter[tuple[int, int, int, str]] = Counter()
    matters = list(units)
    for start in range(0, len(matters), BATCH):
        rows = Matter.objects.filter(pk__in=matters[start : start + BATCH])
        for row in rows.only("township", "kind", "state", "light", "rework_count"):
            for measure in plain_standings(row.state, row.light, row.rework_count):
                for unit in units[row.pk]:
                    sums[unit, row.township_id, row.kind_id, measure] += sign
    grouped: dict[tuple[int, int, int], list[list[Any]]] = {}
    for (unit, township, kind, measure), delta in sums.items():
        grouped.setdefault((unit, township, kind), []).append([measure, None, delta])
    TallyChange.objects.bulk_create(
        TallyChange(campaign=campaign, units=[unit], township_id=township, kind_id=kind, deltas=deltas)
        for (unit, township, kind), deltas in grouped.items()
    )
