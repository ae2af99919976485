"""Clauses of the two plans that answer each other: one and one, or more where one was split or merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from notice_compiler.comparison.model import Direction, FactChange, FactKind
from notice_compiler.comparison.side import Facts, OfClause, Side, of
from notice_compiler.model import Span

F = TypeVar("F", bound=OfClause)
T = TypeVar("T")
Place = tuple[str, Span]


@dataclass(frozen=True)
class Group:
    """The clauses on both sides, the partners first."""

    old: Side
    new: Side
    old_ids: tuple[str, ...]
    new_ids: tuple[str, ...]
    name: str

    def facts(self, pick: Callable[[Facts], dict[str, list[F]]]) -> tuple[list[F], list[F]]:
        """The facts of one kind on both sides."""
        return of(pick(self.old.facts), self.old_ids), of(pick(self.new.facts), self.new_ids)

    def change(
        self, kind: FactKind, direction: Direction, old: Place | None, new: Place | None, sentence: str
    ) -> FactChange:
        """A change between facts at a place of an older and of a newer clause."""
        return FactChange(
            kind,
            direction,
            old[0] if old else self.old_ids[0],
            new[0] if new else self.new_ids[0],
            self.old.words(old[1]) if old else None,
            self.new.words(new[1]) if new else None,
            f"“{self.name}”{sentence}",
        )


def without_equal(left: list[T], right: list[T], key: Callable[[T], Hashable]) -> tuple[list[T], list[T]]:
    """What is on one side only, equal ones taken away pair by pair."""
    return _lone(left, right, key), _lone(right, left, key)


def _lone(facts: list[T], others: list[T], key: Callable[[T], Hashable]) -> list[T]:
    count = Counter(key(fact) for fact in others)
    found: list[T] = []
    for fact in facts:
        if count[key(fact)] > 0:
            count[key(fact)] -= 1
        else:
            found.append(fact)
    return found
