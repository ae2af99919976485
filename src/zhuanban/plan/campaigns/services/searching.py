"""Writing the clauses of an action into the index of words."""

from zhuanban.ground.search.services import index_many
from zhuanban.plan.campaigns.models import Clause
from zhuanban.plan.campaigns.selectors.searching import CLAUSE


def index_clauses(campaign_id: int | None) -> int:
    """Bring the entries of all clauses of the action to what they are now; how many changed."""
    keys = Clause.objects.filter(campaign=campaign_id).order_by("pk").values_list("pk", flat=True)
    return index_many(kind=CLAUSE, keys=list(keys))
