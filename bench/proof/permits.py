"""`bin/proof permits`: what the permission filter costs the first page of a list over a million matters.

Each page is asked 200 times as the role sees it and, in turn with it, without the filter; the limit is for the 95th
percentile: 1.2 times, or five milliseconds more. What the filter reads with the seats is charged to it.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django

RUNS, PAGE = 200, 50
FACTOR, SPARE_MS = 1.2, 5.0


@dataclass(frozen=True)
class Cost:
    """Milliseconds at the middle and at the 95th percentile, and the queries of one page."""

    p50: float
    p95: float
    queries: int


def permits(*, matters: int, runs: int = RUNS) -> int:
    """Fill the database of DATABASE_URL (a new SQLite file if it is not set) and measure; 1 where it does not hold."""
    with tempfile.TemporaryDirectory(prefix="zhuanban-permits-") as folder:
        os.environ |= {"ZHUANBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from bench.proof.filling import fill

        call_command("migrate", verbosity=0)
        start = time.perf_counter()
        house = fill(matters)
        load = os.getloadavg()[0]
        print(f"{connection.vendor}: {matters:,} matters in {time.perf_counter() - start:.0f} s, load {load:.1f}")
        print(f"| {connection.vendor} | rows | by | p50 ms | of all | p95 ms | of all | queries | of all | holds |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        wrong = [
            name
            for name, user in house.people.items()
            for order in ORDERS
            if not holds(name, order, *compared(house.campaign, user, order, runs), house.rows[name])
        ]
    if wrong:
        print(f"permits: {len(wrong)} lists are too slow", file=sys.stderr)
    return int(bool(wrong))


ORDERS = {"id": "", "due day": "due"}


def compared(campaign: Any, user: Any, order: str, runs: int) -> tuple[Cost, Cost]:
    """The cost of the list with the filter and without, measured in turn."""
    from zhuanban.ground.core import clock
    from zhuanban.work.matters.models import Matter
    from zhuanban.work.matters.selectors.chosen import Chosen, condition_of, order_of
    from zhuanban.work.matters.selectors.lists import listed
    from zhuanban.work.matters.selectors.sight import SHOWN

    chosen = Chosen(sort=ORDERS[order])
    sorting = order_of(chosen)

    def filtered() -> None:
        user.__dict__.pop("held_seats", None)
        user.act_for(None)
        list(listed(user, campaign, chosen)[:PAGE])

    def unfiltered() -> None:
        list(user.role_assignments.in_force(clock.today()).select_related("unit", "acts_for__user"))
        rows = Matter.objects.filter(sorting.placed, condition_of(campaign, chosen), campaign=campaign)
        list(rows.order_by(*sorting.of_matter).select_related(*SHOWN)[:PAGE])

    return measured((filtered, unfiltered), runs)


def measured(works: tuple[Callable[[], None], Callable[[], None]], runs: int) -> tuple[Cost, Cost]:
    """Both in turn, after ten rounds to warm up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    gc.collect()
    gc.freeze()  # as the web server does
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(runs + 10):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if number >= 10:
                times.append(1000 * (time.perf_counter() - start))
    costs = []
    for work, times in zip(works, taken, strict=True):
        with CaptureQueriesContext(connection) as queries:
            work()
        times.sort()
        costs.append(Cost(times[len(times) // 2], times[-(-len(times) * 95 // 100) - 1], len(queries)))
    return costs[0], costs[1]


def holds(name: str, order: str, mine: Cost, everybodys: Cost, rows: int) -> bool:
    """Print the line; whether the filter added no query and little time."""
    limit = max(FACTOR * everybodys.p95, everybodys.p95 + SPARE_MS)
    good = mine.queries == everybodys.queries and mine.p95 <= limit
    times = " | ".join(f"{value:.1f}" for value in (mine.p50, everybodys.p50, mine.p95, everybodys.p95))
    verdict = "yes" if good else "NO"
    print(f"| {name} | {rows:,} | {order} | {times} | {mine.queries} | {everybodys.queries} | {verdict} |", flush=True)
    return good
