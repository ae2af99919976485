"""The usual list as people read it: the columns alone, without objects, as the interface has them."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors.chosen import Chosen
from zhuanban.work.matters.selectors.lists import listed


class Line(NamedTuple):
    """A matter in a list."""

    uid: UUID
    number: str
    light: str
    township_id: int
    township: str
    kind: str
    clause_id: int | None
    title: str
    place: str
    relapse_of: int | None
    rework_count: int
    handler: str | None
    happened_at: datetime
    due_at: datetime | None
    state: str


COLUMNS = (
    "uid", "number", "light", "township_id", "township__name", "kind__name", "clause_id", "title", "place",
    "relapse_of_id", "rework_count", "handler__name", "happened_at", "due_at", "state",
)  # fmt: skip


def lines_of(user: User, campaign: Campaign, chosen: Chosen, start: int, stop: int) -> list[Line]:
    """The lines of the list from `start` to before `stop`, in its order."""
    if chosen == Chosen() and not start:
        rows = _first(stop).rows(actor=user, campaign_id=campaign.pk, district_id=campaign.district_id)
    else:
        rows = list(listed(user, campaign, chosen)[start:stop].values_list(*COLUMNS))
    return [Line(*row) for row in rows]


@cache
def _first(stop: int) -> Prepared[Matter]:
    """The beginning of the list without a filter, with which everybody begins."""

    def build(actor: Any, campaign_id: int, district_id: int) -> Any:
        action = Campaign(pk=campaign_id, district_id=district_id)
        return listed(actor, action, Chosen())[:stop].values_list(*COLUMNS)

    return Prepared(build)
