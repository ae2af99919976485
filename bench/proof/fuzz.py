"""Fuzz: spoiled files through every door, spoiled prose through the compiler; a sentence or a sound plan must come.

Each input follows from the seed, its door and its number alone. A door runs in a process of its own, so that a crash or
an endless loop is found too; what went wrong is kept in build/proof/ and can be handed to `zhuanban compile`.
"""

import multiprocessing
import os
import random
import re
import time
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from bench.proof.mutating import spoiled, spoiled_prose
from bench.proof.seeds import SCRAPS, SEEDS, golden_texts
from notice_compiler import Plan, Unreadable
from notice_compiler.pipeline import compile_text
from notice_compiler.reading import extract, normalise, read, scans
from notice_compiler.reading.apart import extracted

KEPT = Path(__file__).resolve().parents[2] / "build" / "proof"
SENTENCE = re.compile(r"^[\u4e00-\u9fff][^\n]*。$")
FACTS = (
    *("phases", "clauses", "demands", "duties", "deadlines", "targets", "rules"),
    *("citations", "roster", "scopes", "findings"),
)
SLICE = 20.0
MOST_SECONDS = 15.0
MOST_HANGING = 120.0
COMPILED = 30_000
NAMES = ("a.docx", "a.doc", "a.wps", "a.pdf", "a.html", "a.txt", "a.md", "a.png", "a.mht", "a", "a.xyz")
# These formats are read in the process of the door itself: one of its own for each input would take half a second.
APART = ("old_word", "pages")


@dataclass
class Account:
    """What a door has seen."""

    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    slowest_at: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def fuzz(*, minutes: float, seed: int) -> int:
    """Print a line for each door; 1 where something did not hold."""
    doors = [*SEEDS, "any file", "prose"]
    accounts = {door: Account() for door in doors}
    print(f"fuzz: seed {seed}, {minutes:g} minutes", flush=True)
    until = time.monotonic() + 60 * minutes
    slice_seconds = min(SLICE, 60 * minutes / len(doors))
    while time.monotonic() < until:
        for door in doors:
            if time.monotonic() < until:
                run_slice(door, seed, accounts[door], min(slice_seconds, max(1.0, until - time.monotonic())))
    print(f"{'door':<12}{'inputs':>9}{'refused':>9}{'slowest':>10}{'at':>8}  faults")
    for door, account in accounts.items():
        slowest = f"{account.slowest:>9.2f}s{account.slowest_at:>8}"
        print(f"{door:<12}{account.inputs:>9}{account.refused:>9}{slowest}  {len(account.faults)}")
    for door, account in accounts.items():
        for number, said in account.faults[:20]:
            print(f"\n{door} {number}, kept as {keep(door, seed, number)}\n{said}")
    return int(any(account.faults for account in accounts.values()))


def run_slice(door: str, seed: int, account: Account, seconds: float) -> None:
    """Further inputs of a door, in a process that may die."""
    context = multiprocessing.get_context("fork")
    at = context.Value("q", account.inputs)
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(door, seed, at, seconds, there))
    child.start()
    there.close()
    known = _answer(here, seconds + MOST_HANGING)
    child.join(1)
    if child.is_alive() or known is None:
        child.kill()
        child.join()
        account.faults.append((at.value, f"no answer, exit code {child.exitcode}"))
        account.inputs = at.value + 1
        return
    account.inputs, account.refused = known.inputs, account.refused + known.refused
    if known.slowest > account.slowest:
        account.slowest, account.slowest_at = known.slowest, known.slowest_at
    account.faults += known.faults


def _answer(pipe: Connection, seconds: float) -> Account | None:
    """What the process found; nothing where it died or does not end."""
    try:
        found: Account | None = pipe.recv() if pipe.poll(seconds) else None
    except EOFError:
        return None
    return found


def _work(door: str, seed: int, at: "Synchronized[int]", seconds: float, answer: Connection) -> None:
    # What libraries say of broken files is of no interest here.
    warnings.simplefilter("ignore")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    until = time.monotonic() + seconds
    account = Account(inputs=at.value)
    while time.monotonic() < until:
        try_one(door, seed, account)
        at.value = account.inputs
    answer.send(account)


def try_one(door: str, seed: int, account: Account) -> None:
    """One input: it may be refused with a sentence, or give a plan that holds."""
    number, began = account.inputs, time.process_time()
    account.inputs += 1
    try:
        check(compiled(door, seed, number))
    except Unreadable as refused:
        account.refused += 1
        if not SENTENCE.match(str(refused)):
            account.faults.append((number, f"no sentence: {refused}"))
    except BaseException:  # whatever it is, it is a fault of ours
        account.faults.append((number, traceback.format_exc(limit=-6)))
    taken = time.process_time() - began
    if taken > account.slowest:
        account.slowest, account.slowest_at = taken, number
    if taken > MOST_SECONDS:
        account.faults.append((number, f"took {taken:.1f} s"))


def compiled(door: str, seed: int, number: int) -> Plan | None:
    """What comes of an input."""
    dice = random.Random(f"{seed}/{door}/{number}")
    if door == "prose":
        return compile_text(read(prose(dice)).text)
    content = file_content(dice, door)
    if door == "any file":
        return _short(read(content, name=dice.choice(NAMES)).text)
    if door == "pictures":
        for _ in scans.pictures(content):
            pass
        return None
    return _short(normalise(_extract(door, content)))


def _extract(door: str, content: bytes) -> str:
    if door not in APART:
        return extract(door, content).text
    return extracted(f"notice_compiler.reading.{door}", content).text


def _short(text: str) -> Plan | None:
    return compile_text(text) if len(text) <= COMPILED else None


def prose(dice: random.Random) -> str:
    """A spoiled notice."""
    notices = golden_texts_once()
    return spoiled_prose(dice, dice.choice(notices), notices, SCRAPS)


def file_content(dice: random.Random, door: str) -> bytes:
    """A spoiled file of the door's format, or of any format."""
    seeds = seeds_of(door if door in SEEDS else dice.choice([*SEEDS]))
    return spoiled(dice, dice.choice(seeds), seeds)


@cache
def seeds_of(door: str) -> Sequence[bytes]:
    """The files to begin with, made once."""
    return SEEDS[door]()


@cache
def golden_texts_once() -> Sequence[str]:
    """The notices to begin with, read once."""
    return golden_texts()


def check(plan: Plan | None) -> None:
    """Spans lie inside the text and in order, duties belong to clauses, and nothing is lost on the way to JSON."""
    if plan is None:
        return
    for name in FACTS:
        spans = [fact.span for fact in getattr(plan, name) if fact.span]
        require(all(0 <= start <= end <= len(plan.text) for start, end in spans), f"{name}: a span outside the text")
        require(all(one[0] <= other[0] for one, other in pairwise(spans)), f"{name}: spans out of order")
    known = {clause.id for clause in plan.clauses}
    require(len(known) == len(plan.clauses), "two clauses with one id")
    require({duty.clause for duty in plan.duties} <= known, "a duty without a clause")
    require(Plan.from_json(plan.as_json()) == plan, "the plan changes on its way through JSON")


def require(holds: bool, said: str) -> None:  # noqa: FBT001
    """A fault with its name."""
    if not holds:
        raise AssertionError(said)


def keep(door: str, seed: int, number: int) -> Path:
    """The input as a file, to be looked at."""
    KEPT.mkdir(parents=True, exist_ok=True)
    dice = random.Random(f"{seed}/{door}/{number}")
    path = KEPT / f"{door.replace(' ', '-')}-{seed}-{number}"
    path.write_bytes(prose(dice).encode("utf-8", "surrogatepass") if door == "prose" else file_content(dice, door))
    return path
