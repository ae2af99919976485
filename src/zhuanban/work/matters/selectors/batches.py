"""Reading what was registered at once: its matters, rows known again, and what somebody went on with."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Batch, BatchRow, Matter

AT_ONCE = 500


def batches_for(user: User, campaign: Campaign) -> QuerySet[Batch]:
    """The batches of the action that the person may take back, newest first."""
    return permitted(user, "matter.withdraw", Batch).filter(campaign=campaign).select_related("by").order_by("-pk")


def matters_of_batch(batch_id: int) -> list[int]:
    """The keys of the matters of a batch, in the order of their rows."""
    return list(BatchRow.objects.filter(batch=batch_id).order_by("row").values_list("matter", flat=True))


def rows_known(campaign: Campaign, digests: Iterable[str]) -> Mapping[str, Matter]:
    """Digest of a row → the matter that came from such a row before and was not taken back."""
    wanted = sorted(set(digests))
    found: dict[str, Matter] = {}
    rows = BatchRow.objects.filter(batch__campaign=campaign, is_undone=False).select_related("matter")
    for start in range(0, len(wanted), AT_ONCE):
        for row in rows.filter(digest__in=wanted[start : start + AT_ONCE]).order_by("pk"):
            found.setdefault(row.digest, row.matter)
    return found
