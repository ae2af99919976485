"""What higher rooms hold for units: they register how to count it; orgs shows it and asks before a unit closes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """So many things of one sort that a unit has; what binds must go to a successor before the unit can close."""

    unit_id: int
    words: str
    count: int
    binds: bool = False


Counter = Callable[[Collection[int]], Iterable[Held]]
_counters: list[tuple[int, str, Counter]] = []


def holdings(order: int) -> Callable[[Counter], Counter]:
    """Register how a room counts what it holds for units: one query for all of them."""

    def register(counter: Counter) -> Counter:
        entry = (order, f"{counter.__module__}.{counter.__name__}", counter)
        if entry[:2] not in [known[:2] for known in _counters]:
            _counters.append(entry)
            _counters.sort(key=lambda each: each[:2])
        return counter

    return register


def held_by(units: Collection[int]) -> list[Held]:
    """Everything that the rooms hold for these units, in the order of the rooms."""
    keys = list(units)
    return [held for _, _, counter in _counters for held in counter(keys) if held.count]


@dataclass(frozen=True)
class Parting:
    """A unit that is to be split: villages by name → place of their part, and the place of the part that takes over."""

    unit_id: int
    villages: Mapping[str, int]
    default: int


Sharer = Callable[[Parting], Mapping[int, int]]
_sharers: list[tuple[int, str, Sharer]] = []


def shares(order: int, words: str) -> Callable[[Sharer], Sharer]:
    """Register how a room says how many things go to which part of a unit: {place: count}, in one query."""

    def register(sharer: Sharer) -> Sharer:
        if words not in [known for _, known, _ in _sharers]:
            _sharers.append((order, words, sharer))
            _sharers.sort(key=lambda each: each[0])
        return sharer

    return register


def shared_out(parting: Parting) -> list[tuple[str, Mapping[int, int]]]:
    """What of every room goes to which part: (words, {place: count})."""
    return [(words, sharer(parting)) for _, words, sharer in _sharers]
