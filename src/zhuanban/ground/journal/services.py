"""record(): a write and its entry are one transaction, and so are the deliveries to its handlers."""

import hashlib
import hmac
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import Actor, lock, require
from zhuanban.ground.core.writes import insert_row
from zhuanban.ground.journal import secrets
from zhuanban.ground.journal.events import DeliverySettled, DomainEvent
from zhuanban.ground.journal.marks import entry_mark
from zhuanban.ground.journal.models import Delivery, Entry, Private
from zhuanban.ground.journal.registry import handlers_of

PRUNED_AT_ONCE = 5000
SETTLED = {True: "重新办理", False: "放弃"}


@transaction.atomic
def settle_delivery(*, by: AbstractBaseUser, delivery: Delivery, again: bool) -> Delivery:
    """Have a delivery that failed too often tried again, or give it up."""
    require(cast(Actor, by), "delivery.settle", delivery)
    delivery = lock(delivery)
    if delivery.state != Delivery.State.DEAD:
        raise Invalid("这件后台事务已经处理过了。")
    delivery.state = Delivery.State.WAITING if again else Delivery.State.DISCARDED
    delivery.attempts, delivery.leased_until, delivery.run_at = 0, None, clock.now()
    delivery.save(update_fields=["state", "attempts", "leased_until", "run_at"])
    record(DeliverySettled(delivery_id=delivery.pk, handler=delivery.handler, what=SETTLED[again]), by=by)
    return delivery


def prune_deliveries(*, before: datetime) -> int:
    """Forget deliveries done before; in steps, so that nobody waits long. Returns how many."""
    done = Delivery.objects.filter(state=Delivery.State.DONE, run_at__lt=before).order_by("pk")
    pruned = 0
    while keys := list(done.values_list("pk", flat=True)[:PRUNED_AT_ONCE]):
        pruned += Delivery.objects.filter(pk__in=keys).delete()[0]
    return pruned


@transaction.atomic(savepoint=False)
def record(
    event: DomainEvent,
    *,
    by: AbstractBaseUser | None,
    unit_id: int | None = None,
    private: dict[str, Any] | None = None,
) -> Entry:
    """Write what happened, by whom (None: the system) and for which unit; what is personal goes encrypted beside it.

    A deputy's account carries `acting_for_id`: for whom it acts.
    """
    words = json.dumps(private, ensure_ascii=False, sort_keys=True).encode() if private else b""
    digest = hmac.new(settings.JOURNAL_KEY.encode(), words, hashlib.sha256).hexdigest() if words else ""
    name = type(event).__name__
    entry = Entry(
        event=name,
        payload=event.payload(),
        sentence=event.sentence,
        by_id=by.pk if by else None,
        acting_for_id=getattr(by, "acting_for_id", None),
        at=clock.now(),
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        campaign_id=event.campaign_id,
        unit_id=unit_id,
        is_simulated=clock.is_moved(),
        private_digest=digest,
    )
    entry.mark = entry_mark(entry)
    insert_row(entry)
    if words:
        Private.objects.create(entry=entry, sealed=secrets.encrypt(words, str(entry.pk)))
    Delivery.objects.bulk_create(
        Delivery(entry=entry, handler=handler, run_at=entry.at) for handler in sorted(handlers_of(name))
    )
    return entry


@transaction.atomic
def purge_private(entries: Collection[int]) -> int:
    """Delete the private parts of these entries for good; the entries keep their digests. How many were there."""
    count, _ = Private.objects.filter(pk__in=list(entries)).delete()
    return count


@transaction.atomic
def forget_errors(deliveries: Collection[int]) -> int:
    """Empty what these deliveries tell of their errors."""
    return Delivery.objects.filter(pk__in=list(deliveries)).update(last_error="")
