"""Reading what happened."""

from collections.abc import Sequence

from django.db.models import QuerySet

from zhuanban.ground.journal.models import Delivery, Entry


def timeline_of(subject_kind: str, subject_id: int) -> QuerySet[Entry]:
    """What happened to one row, oldest first, with who did it."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return entries.select_related("by").order_by("id")


def latest(campaign_id: int, count: int, events: Sequence[str] = ()) -> list[Entry]:
    """The newest entries of an action, of these events or of all."""
    entries = Entry.objects.filter(campaign_id=campaign_id).select_related("by").order_by("-id")
    return list((entries.filter(event__in=events) if events else entries)[:count])


def dead_deliveries() -> QuerySet[Delivery]:
    """Deliveries that failed too often and wait for an administrator."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("entry").order_by("-id")
