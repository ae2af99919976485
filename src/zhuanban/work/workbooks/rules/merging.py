"""Three versions of a cell: as it was sent out, as it came back, as it is here now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Clash(Generic[V]):
    """Both sides changed a cell, each differently; None: empty."""

    base: V | None
    theirs: V | None
    ours: V | None


@dataclass(frozen=True)
class Merged(Generic[K, V]):
    """The cells as they ought to be, with ours where both changed; `taken` are those that only they changed."""

    cells: dict[K, V]
    taken: dict[K, V | None] = field(default_factory=dict)
    clashes: dict[K, Clash[V]] = field(default_factory=dict)


def merge(base: Mapping[K, V], theirs: Mapping[K, V], ours: Mapping[K, V]) -> Merged[K, V]:
    """Cell by cell: what one side changed is taken, what both changed alike is kept, else a person chooses."""
    cells: dict[K, V] = {}
    taken: dict[K, V | None] = {}
    clashes: dict[K, Clash[V]] = {}
    for key in dict.fromkeys([*base, *ours, *theirs]):
        was, there, here = base.get(key), theirs.get(key), ours.get(key)
        value = here
        if there != was and there != here:
            if here == was:
                value = taken[key] = there
            else:
                clashes[key] = Clash(was, there, here)
        if value is not None:
            cells[key] = value
    return Merged(cells, taken, clashes)
