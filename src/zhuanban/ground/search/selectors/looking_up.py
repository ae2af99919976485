"""A search as a whole: what was asked for, and the things found, as their rooms show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.queries import Query, excerpt, marked, query_of
from zhuanban.ground.search.rules.sources import Action, Shown, Source, source_of, sources
from zhuanban.ground.search.rules.tokens import mark
from zhuanban.ground.search.selectors.finding import MOST, Wish, entries_found, found, kinds_found, seen_marks

PAGE = 20
Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; empty values filter nothing. `state` is one of a kind of thing: matter-closed."""

    q: str = ""
    of: str = ""
    town: Any = None
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        """The marks that a thing must bear."""
        town = (mark("town", self.town.pk),) if self.town else ()
        return (*town, mark("state", *self.state.split("-", 1))) if self.state else town

    @property
    def is_filtered(self) -> bool:
        return any((self.of, self.town, self.state, self.since, self.until))


@dataclass(frozen=True)
class Hit:
    """One thing found, with what was looked for."""

    source: Source
    shown: Shown
    action: Action
    pieces: Sequence[str]

    @property
    def stretch(self) -> str:
        """Of the text the part around what was looked for."""
        return excerpt(" ".join(self.shown.text.split()), self.pieces)

    @property
    def title(self) -> Parts:
        """The title part by part, each with whether it is what was looked for."""
        return marked(self.shown.title, self.pieces)

    @property
    def text(self) -> Parts:
        """The stretch part by part."""
        return marked(self.stretch, self.pieces)


@dataclass(frozen=True)
class Results:
    """A page of what was found; counted exactly to a thousand."""

    query: Query
    keys: list[int] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    page: int = 1

    @property
    def count(self) -> int:
        return min(len(self.keys), MOST)

    @property
    def is_more(self) -> bool:
        return len(self.keys) > MOST

    @property
    def tabs(self) -> list[tuple[Source, int]]:
        """Each kind of thing with how many of it were found."""
        return [(source, self.kinds.get(source.kind, 0)) for source in sources()]


def look_up(
    user: Any,
    campaigns: Sequence[Action],
    wanted: Wanted,
    page: int = 1,
    size: int = PAGE,
    *,
    counts_kinds: bool = False,
) -> Results:
    """The things of these actions that the person sees and that hold what was asked for, the newest first."""
    query = query_of(wanted.q)
    wish = _wish(user, campaigns, wanted, query)
    if wish.is_empty:
        return Results(query)
    keys = found(wish)
    everything = keys
    if counts_kinds and wanted.of:
        everything = found(_wish(user, campaigns, replace(wanted, of=""), query))
    kinds = kinds_found(everything[:MOST]) if counts_kinds else {}
    listed = keys[:MOST]
    page = max(1, min(page, -(-len(listed) // size)))
    entries = entries_found(listed[size * (page - 1) : size * page])
    return Results(query, keys, kinds, list(_hits(user, campaigns, entries, query.pieces)), page)


def _wish(user: Any, campaigns: Sequence[Action], wanted: Wanted, query: Query) -> Wish:
    among = [source_of(wanted.of)] if wanted.of else sources()
    return Wish(query, seen_marks(user, campaigns, among), wanted.needed, wanted.since, wanted.until)


def _hits(user: Any, campaigns: Iterable[Action], entries: list[Entry], pieces: Sequence[str]) -> Iterable[Hit]:
    """The entries as their rooms show them; what the person sees no more since a moment is left out."""
    actions = {campaign.pk: campaign for campaign in campaigns}
    groups = Counter((entry.kind, entry.campaign_id) for entry in entries)
    shown: dict[tuple[str, int], Any] = {}
    for kind, campaign_id in groups:
        keys = [entry.subject for entry in entries if (entry.kind, entry.campaign_id) == (kind, campaign_id)]
        things = source_of(kind).shown(user, actions[campaign_id], keys)
        shown |= {(kind, key): thing for key, thing in things.items()}
    for entry in entries:
        if thing := shown.get((entry.kind, entry.subject)):
            yield Hit(source_of(entry.kind), thing, actions[entry.campaign_id], pieces)
