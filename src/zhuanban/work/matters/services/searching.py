"""Writing matters into the index of words."""

from collections.abc import Iterable

from zhuanban.ground.search.services import index_many
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.searching import MATTER


def index_matters(keys: Iterable[int]) -> int:
    """Bring the entries of these matters to what they are now; how many changed."""
    return index_many(kind=MATTER, keys=keys)


def index_campaign(campaign: Campaign, clause_id: int | None = None) -> int:
    """The same for every matter of an action, or of one clause, after who sees them changed."""
    rows = Matter.objects.filter(campaign=campaign).order_by("pk")
    rows = rows.filter(clause=clause_id) if clause_id else rows
    return index_matters(list(rows.values_list("pk", flat=True)))


def index_township(unit_id: int) -> int:
    """The same for every matter of a township, after it got another name."""
    rows = Matter.objects.filter(township=unit_id).order_by("pk")
    return index_matters(list(rows.values_list("pk", flat=True)))
