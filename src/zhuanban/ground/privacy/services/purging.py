"""Deleting what is past its term, rule by rule; what is held stays. Rooms above add their own ways with purges()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.privacy.events import PersonalDataPurged
from zhuanban.ground.privacy.models import Hold
from zhuanban.ground.privacy.rules.retention import RetentionRule, shipped

BATCH = 1000
# A night's work stays short for those who write meanwhile; what is over comes the next night.
MOST_A_NIGHT = 20_000


@dataclass(frozen=True)
class Held:
    """Whom and which actions no rule may touch."""

    people: frozenset[int]
    users: frozenset[int]
    campaigns: frozenset[int]


@dataclass(frozen=True)
class Due:
    """The rows that a rule deletes, and how: remove() gets some of their keys and says how many it dealt with."""

    rows: "QuerySet[Any]"
    remove: Callable[[list[Any]], int]


Purger = Callable[[datetime, Held], Due]
_purgers: dict[str, Purger] = {}


def purges(key: str) -> Callable[[Purger], Purger]:
    """Register what the rule of this key deletes: given the instant before which it happened, and what is held."""

    def register(purger: Purger) -> Purger:
        _purgers[key] = purger
        return purger

    return register


def purger_keys() -> list[str]:
    """The rules that something can carry out."""
    return sorted(_purgers)


def held() -> Held:
    """What is held today."""
    holds = list(Hold.objects.filter(ended_at=None).values_list("person", "campaign_id"))
    people = frozenset(person for person, _ in holds if person)
    users = frozenset(User.objects.filter(person__in=people).values_list("pk", flat=True))
    return Held(people, users, frozenset(campaign for _, campaign in holds if campaign))


def purge_plan() -> list[tuple[RetentionRule, int]]:
    """What would go now, by rule."""
    kept = held()
    return [(rule, _due(rule, kept).rows.count()) for rule in shipped()]


def purge(*, most: int = MOST_A_NIGHT) -> list[tuple[RetentionRule, int]]:
    """Delete what is due, at most so many by each rule; the journal keeps the counts."""
    kept = held()
    return [(rule, count) for rule in shipped() if (count := _carried_out(rule, kept, most))]


def _carried_out(rule: RetentionRule, kept: Held, most: int) -> int:
    count = 0
    while count < most and (done := _batch(rule, kept, min(BATCH, most - count))):
        count += done
    if count:
        record(PersonalDataPurged(rule=rule.name, key=rule.key, count=count), by=None)
    return count


@transaction.atomic
def _batch(rule: RetentionRule, kept: Held, size: int) -> int:
    due = _due(rule, kept)
    keys = list(due.rows.order_by("pk").values_list("pk", flat=True)[:size])
    return due.remove(keys) if keys else 0


def _due(rule: RetentionRule, kept: Held) -> Due:
    return _purgers[rule.key](rule.before(clock.now()), kept)
