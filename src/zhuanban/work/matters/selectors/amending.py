"""What was amended in matters, and when last by whom."""

from collections.abc import Collection

from zhuanban.work.matters.models import Amendment, Matter


def matters_amended(amending_id: int) -> list[int]:
    """The keys of the matters that were amended at once."""
    return sorted(set(Amendment.objects.filter(amending=amending_id).values_list("matter", flat=True)))


def entries_amending(matter: Matter) -> list[int]:
    """The entries of the journal that say that this matter was amended."""
    rows = Amendment.objects.filter(matter=matter, amending__entry_id__isnull=False)
    return [key for key in rows.values_list("amending__entry_id", flat=True).order_by().distinct() if key]


def last_amended(matters: Collection[int]) -> dict[tuple[int, str], Amendment]:
    """(matter, field) → its newest amendment, with who made it."""
    rows = Amendment.objects.filter(matter__in=matters, amending__undone_at=None).select_related("amending__by")
    return {(row.matter_id, row.field): row for row in rows.order_by("pk")}
