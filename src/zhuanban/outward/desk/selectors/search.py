"""The search page: what was asked for, and the things found, as the rooms show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.queries import Query, excerpt, marked, query_of
from zhuanban.ground.search.rules.sources import Shown, Source, source_of, sources
from zhuanban.ground.search.rules.tokens import mark
from zhuanban.ground.search.selectors import MOST, Wish, entries_found, found, kinds_found, seen_marks
from zhuanban.plan.campaigns.models import Campaign

PAGE = 20
Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; empty values filter nothing. `state` is one of a kind of thing: matter-closed."""

    q: str = ""
    of: str = ""
    town: Unit | None = None
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
    """One thing found: its title and the stretch of its text with what was looked for, part by part."""

    source: Source
    shown: Shown
    campaign: Campaign
    title: Parts
    text: Parts


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


def look_up(user: User, campaigns: Sequence[Campaign], wanted: Wanted, page: int) -> Results:
    """The things of these actions that the person sees and that hold what was asked for, the newest first."""
    query = query_of(wanted.q)
    wish = Wish(query, seen_marks(user, campaigns, sources()), wanted.needed, wanted.since, wanted.until)
    if wish.is_empty:
        return Results(query)
    keys = found(wish)
    kinds = kinds_found(keys[:MOST])
    if wanted.of:
        of = (source_of(wanted.of),)
        keys = found(Wish(query, seen_marks(user, campaigns, of), wanted.needed, wanted.since, wanted.until))
    listed = keys[:MOST]
    page = max(1, min(page, -(-len(listed) // PAGE)))
    entries = entries_found(listed[PAGE * (page - 1) : PAGE * page])
    return Results(query, keys, kinds, list(_hits(user, campaigns, entries, query.pieces)), page)


def _hits(user: User, campaigns: Iterable[Campaign], entries: list[Entry], pieces: Sequence[str]) -> Iterable[Hit]:
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
            yield Hit(
                source=source_of(entry.kind),
                shown=thing,
                campaign=actions[entry.campaign_id],
                title=marked(thing.title, pieces),
                text=marked(excerpt(" ".join(thing.text.split()), pieces), pieces),
            )
