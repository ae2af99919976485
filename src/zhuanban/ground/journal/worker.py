"""The worker: delivers, runs what is due daily, and ticks; stopped by a signal, never in the middle of a delivery."""

import logging
import threading
from datetime import datetime

from django.db import close_old_connections

from zhuanban.ground.core import clock
from zhuanban.ground.journal.delivery import deliver_pending, run_daily
from zhuanban.ground.journal.registry import Tick, ticks

IDLE_SECONDS = 1.0
log = logging.getLogger(__name__)


def work_until(stop: threading.Event) -> None:
    """Go round until told to stop."""
    due: dict[str, datetime] = {}
    while not stop.is_set():
        close_old_connections()
        busy = work_once(due)
        if not busy:
            stop.wait(IDLE_SECONDS)


def work_once(due: dict[str, datetime]) -> bool:
    """One round: at most a hundred deliveries, the daily handlers, the ticks that are due. True when there was work."""
    delivered = deliver_pending(most=100)
    try:
        run_daily()
    except Exception:
        log.exception("a daily handler failed; it is tried again")
    for tick in ticks():
        if due.get(tick.name, clock.now()) <= clock.now():
            due[tick.name] = clock.now() + tick.every
            run_tick(tick)
    return delivered > 0


def run_tick(tick: Tick) -> None:
    """Run one ticking handler; a failure is logged and the next tick tries again."""
    try:
        tick.work()
    except Exception:
        log.exception("tick %s failed", tick.name)
