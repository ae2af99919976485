"""The five figures of the cockpit, each with one Chinese sentence that a leader can read out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

SMALL_BASE = 10


class Counted(Protocol):
    """Figures of matters, as the tallies keep them."""

    @property
    def registered(self) -> int: ...
    @property
    def closed(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def on_time(self) -> int: ...
    @property
    def late(self) -> int: ...
    @property
    def red(self) -> int: ...
    @property
    def yellow(self) -> int: ...
    @property
    def rework(self) -> int: ...


@dataclass(frozen=True)
class Sentence:
    """A figure: what it is, how much, what it means, the query of the ledger that opens its rows, and its tone."""

    name: str
    value: str
    words: str
    query: str
    tone: str = ""


@dataclass(frozen=True)
class Recent:
    """What happened in the last seven days, and what was closed in the seven before."""

    registered: int = 0
    closed: int = 0
    closed_before: int = 0


def sentences_of(whole: Counted, recent: Recent, worst: tuple[str, int]) -> list[Sentence]:
    """Figures of the whole time with what is new; `worst` is the township with most red lights and how many."""
    red_tone = "bad" if whole.red else "good"
    return [
        Sentence("登记事项", grouped(whole.registered), f"近7天新登记{recent.registered}件", "history=no"),
        Sentence("已销号", grouped(whole.closed), _closed(whole, recent), "state=closed&history=no", "good"),
        Sentence("在办事项", grouped(whole.open), _open(whole), "state=open&history=no"),
        Sentence("红灯", grouped(whole.red), _red(whole, worst), "light=red&history=no", red_tone),
        Sentence("按期销号率", share(whole.on_time, whole.closed), _on_time(whole), "state=closed&history=no"),
    ]


def _closed(whole: Counted, recent: Recent) -> str:
    part = f"占{share(whole.closed, whole.registered)}，" if whole.registered >= SMALL_BASE else ""
    change = recent.closed - recent.closed_before
    trend = f"比前7天多{change}件" if change > 0 else f"比前7天少{-change}件" if change else "与前7天持平"
    return f"{part}近7天{recent.closed}件，{trend}"


def _open(whole: Counted) -> str:
    return f"其中黄灯{whole.yellow}件，时限将到" if whole.open else "没有在办的事项"


def _red(whole: Counted, worst: tuple[str, int]) -> str:
    name, count = worst
    if not whole.red:
        return "没有逾期的事项"
    return f"已逾期仍在办，最多的是{name}{count}件" if name else "已逾期仍在办"


def _on_time(whole: Counted) -> str:
    if whole.closed < SMALL_BASE:
        return f"销号不足{SMALL_BASE}件，不计比率"
    return f"逾期销号{whole.late}件，返工{whole.rework}件"


def grouped(count: int) -> str:
    """1,074"""
    return f"{count:,}"


def share(part: int, whole: int) -> str:
    """83.4%, or 样本不足 on a small base."""
    if whole < SMALL_BASE:
        return "样本不足"
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
