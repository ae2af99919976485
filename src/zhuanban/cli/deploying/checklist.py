"""The items of `check --deploy`, read from checklist.yaml and checked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("checklist.yaml")


class Verdict(StrEnum):
    """What was found."""

    HOLDS = "通过"
    FAILS = "不通过"
    BY_HAND = "需人工核对"
    NOT_OURS = "不适用"


@dataclass(frozen=True)
class Answer:
    """A verdict with what it rests on, in one Chinese sentence."""

    verdict: Verdict
    evidence: str


Probe = Callable[[], Answer]
_probes: dict[str, Probe] = {}


@dataclass(frozen=True)
class Item:
    """One requirement: its number and words, and either a probe or a verdict that no program can give."""

    id: str
    words: str
    probe: str = ""
    by_hand: str = ""
    not_ours: str = ""

    def answer(self) -> Answer:
        """What the probe finds in the running system, or who has to look."""
        if self.probe:
            return _probes[self.probe]()
        return Answer(Verdict.BY_HAND, self.by_hand) if self.by_hand else Answer(Verdict.NOT_OURS, self.not_ours)


def probe(work: Probe) -> Probe:
    """Register a probe by the name of its function."""
    _probes[work.__name__] = work
    return work


def holds(condition: object, evidence: str, otherwise: str) -> Answer:
    """通过 with the evidence where the condition is true, else 不通过 with what is wrong."""
    return Answer(Verdict.HOLDS, evidence) if condition else Answer(Verdict.FAILS, otherwise)


@cache
def items() -> tuple[Item, ...]:
    """All items; raises ValueError where one has not exactly one way to a verdict or names no probe."""
    read = tuple(Item(**entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))
    for item in read:
        if sum(map(bool, (item.probe, item.by_hand, item.not_ours))) != 1:
            raise ValueError(f"{item.id}: probe, by_hand 和 not_ours 只能写一个")
        if item.probe and item.probe not in _probes:
            raise ValueError(f"{item.id}: 没有名为 {item.probe} 的探查")
    return read
