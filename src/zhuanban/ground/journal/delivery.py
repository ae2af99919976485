"""The queue: deliveries are claimed with a lease, done in one transaction with their effects, tried again, buried."""

import logging
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any, get_type_hints

from django.db import transaction
from django.db.models import Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.core.scrubbing import told
from zhuanban.ground.journal.events import DomainEvent
from zhuanban.ground.journal.models import DayRun, Delivery, Entry
from zhuanban.ground.journal.registry import Daily, daily, event_type, handlers_of
from zhuanban.ground.journal.thawing import thaw

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
log = logging.getLogger(__name__)


def event_of(entry: Entry) -> DomainEvent:
    """The event as it was recorded."""
    kind = event_type(entry.event)
    hints = get_type_hints(kind)
    values: dict[str, Any] = {name: thaw(value, hints.get(name)) for name, value in entry.payload.items()}
    return kind(**values)


def claim() -> Delivery | None:
    """Take one delivery that is due and that nobody holds; the lease is committed before the work begins."""
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    due = Delivery.objects.filter(free, state=Delivery.State.WAITING, run_at__lte=now).order_by("run_at", "id")
    for pk, attempts in due.values_list("pk", "attempts")[:5]:
        taken = Delivery.objects.filter(free, pk=pk, attempts=attempts, state=Delivery.State.WAITING)
        if taken.update(leased_until=now + LEASE, attempts=attempts + 1):
            return Delivery.objects.select_related("entry").get(pk=pk)
    return None


def carry_out(delivery: Delivery) -> bool:
    """Run the handler; its effects and "done" are one transaction. False when it failed."""
    handler = handlers_of(delivery.entry.event).get(delivery.handler)
    try:
        with at_its_time(delivery.entry), transaction.atomic():
            if handler:
                handler(event_of(delivery.entry))
            Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DONE, leased_until=None, last_error="")
    except Exception as error:
        log.exception("delivery %s of %s failed", delivery.pk, delivery.handler)
        put_off(delivery, told(error, limit=-4))
        return False
    return True


def at_its_time(entry: Entry) -> AbstractContextManager[None]:
    """What was simulated has its effects at the simulated time; all else happens now."""
    return clock.moved_to(entry.at) if entry.is_simulated and not clock.is_moved() else nullcontext()


def put_off(delivery: Delivery, error: str) -> None:
    """Try again later, each time after a longer wait; after the last attempt it waits for an administrator."""
    dead = delivery.attempts >= MOST_ATTEMPTS
    wait = timedelta(seconds=min(3600, 5 * 3 ** (delivery.attempts - 1)))
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.DEAD if dead else Delivery.State.WAITING,
        leased_until=None,
        run_at=clock.now() + wait,
        last_error=error,
    )


def deliver_pending(most: int = 1000) -> int:
    """Deliver what is due, at most so many; returns how many were carried out."""
    done = 0
    while done < most and (delivery := claim()):
        carry_out(delivery)
        done += 1
    return done


def run_daily() -> list[str]:
    """Run the daily handlers that are due today and have not run; returns their names."""
    now = clock.now().astimezone(SHANGHAI)
    return [task.name for task in daily() if now.time() >= task.at and run_day(task)]


def run_day(task: Daily) -> bool:
    """Run one daily handler for today; False where it has run. The row and the effects are one transaction."""
    with transaction.atomic():
        _, fresh = DayRun.objects.get_or_create(
            handler=task.name, day=clock.today(), defaults={"ran_at": clock.now()}
        )
        if fresh:
            task.work()
    return fresh
