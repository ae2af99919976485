"""What can be found: each room registers its kind of thing, its entries, who sees them and how they are shown."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Action(Protocol):
    """The special action in which somebody looks: rooms of the ground know only its keys."""

    @property
    def pk(self) -> int: ...
    @property
    def district_id(self) -> int: ...


@dataclass(frozen=True)
class Due:
    """An entry as it ought to be: the folded text and the marks of who sees it and of what it can be filtered by."""

    key: int
    campaign_id: int
    text: str
    marks: frozenset[str]
    day: date | None = None


@dataclass(frozen=True)
class Shown:
    """A thing found, as the list of results shows it: written by the room from its own rows."""

    address: str
    title: str
    text: str
    tag: str = ""
    colour: str = "grey"
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found.

    `due` gives the entries of these keys; what is missing is not to be found. `keys` gives all keys behind one,
    ascending. `seen_by` gives the marks that a person holds in the action: an entry with one of them is seen, an entry
    without any is not. `shown` gives, from rows that the person may see now, what is listed. `follows` is what entries
    of the journal name as their subject when such a thing changes, with its key. `beside` gives the keys of what is
    seen by those who see other things, of which the entries changed.
    """

    kind: str
    words: str
    icon: str
    order: int
    due: Callable[[Collection[int]], Iterable[Due]]
    keys: Callable[[int], Iterator[int]]
    seen_by: Callable[[Any, Any], Iterable[str]]
    shown: Callable[[Any, Any, Collection[int]], Mapping[int, Shown]]
    follows: str = ""
    beside: Callable[[str, Collection[int]], Iterable[int]] | None = None


_sources: dict[str, Source] = {}


def searchable(source: Source) -> Source:
    """Register a kind of thing; a room does it once, in its slots."""
    _sources[source.kind] = source
    return source


def source_of(kind: str) -> Source:
    """The source of this kind."""
    return _sources[kind]


def sources() -> list[Source]:
    """All of them, in the order in which people see them."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.kind))
