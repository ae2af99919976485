"""The matters that have to do with one, for who may see them; and finding one by some digits of its number."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, Relation
from zhuanban.work.matters.rules.loop import State

MOST_NAMED = 6


@dataclass(frozen=True)
class Related:
    """Another matter as the page of one shows it."""

    relation: Relation
    matter: Matter
    may_remove: bool


def related_to(user: User, matter: Matter) -> dict[str, Any]:
    """The related matters that the reader may see as well, and whether he may relate more."""
    rows = list(Relation.objects.filter(Q(one=matter) | Q(other=matter)).select_related("one", "other", "by"))
    others = {row.pk: row.other if row.one_id == matter.pk else row.one for row in rows}
    seen, removable = (_seen(user, others), _removable(user, others)) if rows else (set(), set())
    shown = [Related(row, others[row.pk], row.pk in removable) for row in rows if others[row.pk].pk in seen]
    return {"related": shown, "may_relate": matter.state != State.VOID and may(user, "matter.relate", matter)}


def _seen(user: User, others: dict[int, Matter]) -> set[int]:
    keys = [other.pk for other in others.values()]
    return set(permitted(user, "matter.view", Matter).filter(pk__in=keys).values_list("pk", flat=True))


def _removable(user: User, others: dict[int, Matter]) -> set[int]:
    return set(permitted(user, "matter.unrelate", Relation).filter(pk__in=others).values_list("pk", flat=True))


def relation_of(user: User, matter: Matter, key: int) -> Relation | None:
    """A relation of this matter that the person may take away."""
    rows = permitted(user, "matter.unrelate", Relation).filter(Q(one=matter) | Q(other=matter), pk=key)
    return rows.first()


def matters_numbered(user: User, campaign: Campaign, number: str) -> list[Matter]:
    """The matter with this number, else those whose number ends so, if the person may see them."""
    rows = permitted(user, "matter.view", Matter).filter(campaign=campaign)
    found = rows.filter(number=number).first()
    if found or len(number) < 2:
        return [found] if found else []
    return list(rows.filter(number__endswith=number).order_by("-pk")[:MOST_NAMED])
