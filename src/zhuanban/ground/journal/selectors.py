"""Reading what happened."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from zhuanban.ground.journal.models import Delivery, Entry, Private, Seal, Unsealed


def _told(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with who acted, and for whom where it was a deputy; one query for all."""
    principal = get_user_model()._default_manager.filter(pk=OuterRef("acting_for_id")).values("name")
    return entries.select_related("by").annotate(principal=Subquery(principal))


def timeline_of(subject_kind: str, subject_id: int, also: Collection[int] = ()) -> QuerySet[Entry]:
    """What happened to one row, oldest first, with who did it; `also` names entries that stand for many rows."""
    about = Q(subject_kind=subject_kind, subject_id=subject_id)
    return _told(Entry.objects.filter(about | Q(pk__in=also) if also else about)).order_by("id")


def rows_acted_on(subject_kind: str, keys: Collection[int]) -> set[int]:
    """Those of the rows about which an entry says that a person did something."""
    wanted = list(keys)
    found: set[int] = set()
    entries = Entry.objects.filter(subject_kind=subject_kind, by__isnull=False)
    for start in range(0, len(wanted), 500):
        found.update(entries.filter(subject_id__in=wanted[start : start + 500]).values_list("subject_id", flat=True))
    return found


def latest(campaign_id: int, count: int, about: Collection[str] = ()) -> list[Entry]:
    """The newest entries of an action, about these kinds of subjects or about all."""
    entries = _told(Entry.objects.filter(campaign_id=campaign_id)).order_by("-id")
    return list((entries.filter(subject_kind__in=about) if about else entries)[:count])


def subjects_told(campaign_id: int, events: Collection[str], version_id: int) -> set[int]:
    """The rows of which one of these events was recorded for this version of something."""
    entries = Entry.objects.filter(campaign_id=campaign_id, event__in=list(events), payload__version_id=version_id)
    return set(entries.values_list("subject_id", flat=True))


def subjects_sealed(behind: int, most: int) -> tuple[int, set[tuple[str, int]]]:
    """What the next sealed entries are about, and the place of the last: who keeps it misses none.

    Keys of entries would not do: of two that are written at once the later key may be seen first.
    """
    rows = Seal.objects.filter(position__gt=behind).order_by("position")
    found = list(rows.values_list("position", "entry__subject_kind", "entry__subject_id")[:most])
    return (found[-1][0] if found else behind), {(kind, subject) for _, kind, subject in found}


def subjects_unsealed(most: int) -> set[tuple[str, int]]:
    """What the entries are about that wait for the sealer."""
    rows = Unsealed.objects.filter(refused_at=None).order_by("-entry_id")
    return set(rows.values_list("entry__subject_kind", "entry__subject_id")[:most])


def end_of_chain() -> int:
    """The place of the last sealed entry."""
    return Seal.objects.order_by("-position").values_list("position", flat=True).first() or 0


def dead_deliveries(campaigns: Collection[int] | None = None) -> QuerySet[Delivery]:
    """Deliveries that failed too often and wait for an administrator; of these actions and of none, or all."""
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("entry").order_by("-id")
    if campaigns is None:
        return dead
    return dead.filter(Q(entry__campaign_id__in=campaigns) | Q(entry__campaign_id=None))


def private_parts_before(before: datetime) -> QuerySet[Private]:
    """The private parts of entries older than this."""
    return Private.objects.filter(entry__at__lte=before)


def failed_before(before: datetime) -> QuerySet[Delivery]:
    """Deliveries of entries older than this that still tell of an error."""
    return Delivery.objects.filter(entry__at__lte=before).exclude(last_error="")


def acts_of(user: AbstractBaseUser) -> list[tuple[str, int]]:
    """How often each event was recorded as done by this account, the most frequent first."""
    counted = Entry.objects.filter(by=user.pk).values("event").annotate(count=Count("pk"))
    return [(row["event"], row["count"]) for row in counted.order_by("-count", "event")]


def newest_seal() -> Seal | None:
    """The last seal of the chain: what nobody could know before it was made."""
    return Seal.objects.order_by("-position").first()
