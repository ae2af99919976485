"""Matters as the interface tells them: the columns alone, without objects, which costs a fifth."""

from functools import cache
from typing import Any

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.wording import STATE_NAMES
from zhuanban.work.matters.selectors.chosen import Chosen
from zhuanban.work.matters.selectors.lists import listed

PLAIN = (
    "uid", "number", "title", "place", "detail", "longitude", "latitude", "source", "state", "light", "happened_at",
    "entered_at", "due_at", "closed_at", "planned_on", "is_late", "rework_count", "fields",
)  # fmt: skip
JOINED = {
    "kind": "kind__code", "kind_name": "kind__name", "township_uid": "township__uid", "township": "township__name",
    "handler_uid": "handler__uid", "handler": "handler__name", "relapse_of": "relapse_of_id",
    "clause_key": "clause__key", "clause": "clause__current__title",
}  # fmt: skip
COLUMNS = ("pk", *PLAIN, *JOINED.values())
NAMES = ("pk", *PLAIN, *JOINED)


def briefs(
    user: User, campaign: Campaign, chosen: Chosen, before: int | None, limit: int
) -> tuple[list[dict[str, Any]], int | None]:
    """The first `limit` matters of the list behind `before`, and the key behind which the next page begins."""
    if chosen == Chosen():
        asked = {"campaign_id": campaign.pk, "district_id": campaign.district_id, "before": before}
        rows = _newest(limit).rows(actor=user, **asked)
    else:
        rows = list(listed(user, campaign, chosen, before=before)[: limit + 1].values_list(*COLUMNS))
    page = rows[:limit]
    return [_told(dict(zip(NAMES, row, strict=True))) for row in page], page[-1][0] if len(rows) > limit else None


@cache
def _newest(limit: int) -> Prepared[Matter]:
    """The list without a filter, which programs walk along."""

    def build(actor: Any, campaign_id: int, district_id: int, before: int | None) -> Any:
        action = Campaign(pk=campaign_id, district_id=district_id)
        return listed(actor, action, Chosen(), before=before)[: limit + 1].values_list(*COLUMNS)

    return Prepared(build)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row in the words of the interface."""
    told = {name: row[name] for name in PLAIN}
    handler = {"uid": row["handler_uid"], "name": row["handler"]} if row["handler_uid"] else None
    return told | {
        "township": {"uid": row["township_uid"], "name": row["township"]},
        "handler": handler,
        "kind": row["kind"],
        "kind_name": row["kind_name"],
        "clause": row["clause"] or row["clause_key"],
        "state_name": STATE_NAMES[row["state"]],
        "is_relapse": row["relapse_of"] is not None,
    }
