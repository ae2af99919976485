"""`bin/proof doors`: bad inputs at every door of the product, on a real database; nothing may give way.

A fault is an answer of 500 or more, a traceback in a body, an answer that the document does not describe, a refusal
that left rows behind, or an answer that took too long. Each input follows from the seed and its number alone.
"""

import logging
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.scene import Scene

    from bench.proof.door_inputs import Input

MOST_SECONDS = 20.0
# Some inputs spoil their own cookie.
MOST_TURNED_AWAY = 0.05
MOST_SHOWN = 40
DESCRIBED_SHARE = 0.3
TRACES = (b"Traceback (most recent call last)", b'File "/', b"django.db.utils", b"OperationalError")


@dataclass
class Account:
    """What came of the inputs: how many of each door with each status, the slowest, and the faults."""

    inputs: int = 0
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_at: str = ""
    turned_away: int = 0
    faults: list[str] = field(default_factory=list)
    # How many rows there were before the first input: every input is taken back.
    rows: Counter[str] = field(default_factory=Counter)


def doors(*, most: int, seed: int) -> int:
    """Set up a database with a house in use, send the inputs, print what came; 1 where something gave way."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhuanban.config.test_settings"
    os.environ["ZHUANBAN_DATA"] = tempfile.mkdtemp(prefix="zhuanban-doors-")
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    known = runner.setup_databases()
    print(f"doors: seed {seed}, {most} inputs", flush=True)
    began = time.perf_counter()
    try:
        with ExitStack() as stack:
            account = in_transaction(stack, most, seed)
    finally:
        runner.teardown_databases(known)
        teardown_test_environment()
    show(account, time.perf_counter() - began)
    return int(bool(account.faults))


def in_transaction(stack: ExitStack, most: int, seed: int) -> Account:
    """The scene and all inputs within one transaction, which is thrown away."""
    from django.db import transaction
    from tests.scene import set_up

    stack.enter_context(transaction.atomic())
    stack.callback(transaction.set_rollback, True)
    return prove(stack.enter_context(set_up()), most=most, seed=seed)


def prove(scene: "Scene", *, most: int, seed: int) -> Account:
    """Send so many inputs to the doors of a scene."""
    from django.test import override_settings

    account = Account()
    with override_settings(RATE_RULES=()):
        for each in all_inputs(scene, most, seed):
            try_one(each, account)
    if account.turned_away > MOST_TURNED_AWAY * account.inputs:
        account.faults.append(f"{account.turned_away} inputs met the sign-in page only: they prove nothing")
    return account


def all_inputs(scene: "Scene", most: int, seed: int) -> Iterator["Input"]:
    """Those of the document first, then our own."""
    from bench.proof import described, door_inputs

    made = door_inputs.Doors(scene, seed)
    operations = max(1, len(list(described.document(made.browsers["office"]).get_all_operations())))
    each = max(2, int(most * DESCRIBED_SHARE) // operations)
    first: Iterable[Input] = described.inputs(made.browsers, scene.names, each, seed)
    return chain(first, made.inputs(most - each * operations))


def try_one(each: "Input", account: Account) -> None:
    """Send one input and take back what it did."""
    from django.core.signals import got_request_exception
    from django.db import connection, transaction
    from tests.test_bad_input import Writes
    from tests.test_routes import all_rows

    raised: list[str] = []

    def note(**_: Any) -> None:
        raised.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(note)
    account.inputs += 1
    began, writes, wrong = time.perf_counter(), Writes(), ""
    before = account.rows = account.rows or all_rows()
    with transaction.atomic():
        response = None
        try:
            with connection.execute_wrapper(writes):
                response = each.send()
        except AssertionError as error:
            wrong = str(error)
        except Exception:  # whatever the product lets through is a fault of ours
            wrong = traceback.format_exc(limit=-6)
        if response is not None and response.status_code >= 400 and writes.count and all_rows() != before:
            wrong = f"{response.status_code}, and rows were left: {dict(all_rows() - before)}"
        transaction.set_rollback(True)
    got_request_exception.disconnect(note)
    taken = time.perf_counter() - began
    judge(each, account, response, wrong or "".join(raised), taken)


def judge(each: "Input", account: Account, response: Any, wrong: str, taken: float) -> None:
    """Write down what came of an input."""
    status = response.status_code if response is not None else 0
    account.answers[each.door, status] += 1
    if status == 401 or (status == 302 and response.headers["Location"].startswith("/sign-in/")):
        account.turned_away += 1
    if taken > account.slowest:
        account.slowest, account.slowest_at = taken, f"{each.door} {each.told}"
    if not wrong and response is not None:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        wrong = (
            f"status {status}" if status >= 500 else "a traceback in the body" if any(t in body for t in TRACES) else ""
        )
    if not wrong and taken > MOST_SECONDS:
        wrong = f"took {taken:.1f} s"
    if wrong:
        account.faults.append(f"{each.door} | {each.told}\n{wrong}".encode("utf-8", "backslashreplace").decode())


def show(account: Account, seconds: float) -> None:
    """A line for each door: how many with each status."""
    by_door: dict[str, Counter[int]] = {}
    for (door, status), count in account.answers.items():
        by_door.setdefault(door, Counter())[status] += count
    for door, statuses in sorted(by_door.items()):
        told = "  ".join(f"{status or 'unsent'}: {count}" for status, count in sorted(statuses.items()))
        print(f"{door:<58}{sum(statuses.values()):>6}  {told}")
    print(
        f"{account.inputs} inputs in {seconds:.0f} s, slowest {account.slowest:.2f} s at {account.slowest_at[:100]!r}"
    )
    print(f"{account.turned_away} met the sign-in page only, {len(account.faults)} faults")
    for fault in account.faults[:MOST_SHOWN]:
        print(f"\n{fault[:1500]}", file=sys.stdout)
