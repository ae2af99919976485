"""Matters in the index of words: what is found of them, who finds them, and how they stand among the results."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F
from django.urls import reverse

from zhuanban.ground.core.clock import local_day
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.queries import query_of
from zhuanban.ground.search.rules.sources import Due, Shown, Source
from zhuanban.ground.search.rules.tokens import joined, mark
from zhuanban.ground.search.selectors import Wish
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, MatterScope, OutsideNumber, Remark
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.loop import Light, State
from zhuanban.work.matters.rules.wording import TAGS
from zhuanban.work.matters.selectors.sight import seen

MATTER = "matter"
ALIVE, VOID = "m", "mv"  # void matters are found only by lists that ask for them


def matters_due(keys: Collection[int]) -> Iterator[Due]:
    """The entries of these matters: number, words, kind, township, the kind's own fields and what was written."""
    said = _grouped((matter, text) for matter, text, _ in _written(keys))
    units = _grouped(MatterScope.objects.filter(matter__in=keys).order_by("pk").values_list("matter", "unit"))
    rows = Matter.objects.filter(pk__in=keys).annotate(kind_name=F("kind__name"), town_name=F("township__name"))
    names = ("pk", "campaign_id", "number", "title", "place", "detail", "fields", "state", "township_id", "happened_at")
    for row in rows.values(*names, "kind_name", "town_name"):
        own = [value for value in row["fields"].values() if isinstance(value, str)]
        parts = (row[name] for name in ("number", "title", "place", "detail", "kind_name", "town_name"))
        yield Due(
            key=row["pk"],
            campaign_id=row["campaign_id"],
            text=joined([*parts, *own, *said.get(row["pk"], ())]),
            marks=_marks(row, units.get(row["pk"], ())),
            day=local_day(row["happened_at"]),
        )


def _written(keys: Collection[int]) -> Iterable[tuple[int, str, int]]:
    """What was written with acts, and the numbers that joined cases bear in other systems; one query."""
    said = Remark.objects.filter(matter__in=keys).order_by().values_list("matter", "text", "pk")
    numbers = OutsideNumber.objects.filter(matter__in=keys).order_by().values_list("matter", "number", "pk")
    return said.union(numbers, all=True).order_by("pk", "text")


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _marks(row: Mapping[str, Any], units: Collection[int]) -> frozenset[str]:
    letter = VOID if row["state"] == State.VOID else ALIVE
    seen_by = (mark(letter, row["campaign_id"], unit) for unit in units)
    filters = mark("town", row["township_id"]), mark("state", MATTER, row["state"])
    return frozenset([mark(letter, row["campaign_id"]), *seen_by, *filters])


def matter_keys(after: int) -> Iterator[int]:
    """Every matter behind this one, in the order of registering."""
    return Matter.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def matter_marks(user: User, campaign: Campaign) -> Iterator[str]:
    """What the person sees of the action: all of it, or what concerns these units."""
    return _seen(user, campaign, ALIVE)


def _seen(user: User, campaign: Campaign, letter: str) -> Iterator[str]:
    sight = sight_in(user, campaign)
    if sight.everything:
        yield mark(letter, campaign.pk)
    else:
        yield from (mark(letter, campaign.pk, unit) for unit in sight.units)


def matters_shown(user: User, campaign: Campaign, keys: Collection[int]) -> dict[int, Shown]:
    """These matters as results, those that the person may see now."""
    said = _grouped((matter, text) for matter, text, _ in _written(keys))
    rows = seen(user, campaign).filter(pk__in=keys).order_by()
    return {row["pk"]: _shown(row, campaign, said.get(row["pk"], ())) for row in rows.values(*READ)}


# Columns instead of rows with all that belongs to them: results are read far more often than opened.
READ = (
    "pk", "uid", "number", "title", "place", "detail", "fields", "state", "light", "happened_at", "township__name",
    "kind__name",
)  # fmt: skip


def _shown(row: Mapping[str, Any], campaign: Campaign, said: Collection[str]) -> Shown:
    own = [value for value in row["fields"].values() if isinstance(value, str)]
    overdue, state = row["light"] == Light.RED, State(row["state"])
    return Shown(
        address=reverse("matters:detail", args=[campaign.slug, row["uid"]]),
        title=f"{row['number']} {row['title']}",
        text="　".join(part for part in (row["place"], row["detail"], *own, *said) if part),
        tag="已逾期" if overdue else str(state.label),
        colour="red" if overdue else TAGS[state],
        facts=(row["township__name"], row["kind__name"], f"{local_day(row['happened_at']):%Y-%m-%d}"),
    )


def matters_with(user: User, campaign: Campaign, words: str) -> Wish:
    """What a list of the action asks the index for, void matters too: the list itself says whether it wants them."""
    marks = frozenset([*_seen(user, campaign, ALIVE), *_seen(user, campaign, VOID)])
    return Wish(query_of(words), marks)


MATTERS = Source(
    kind=MATTER,
    words="事项",
    icon="card-checklist",
    order=10,
    due=matters_due,
    keys=matter_keys,
    seen_by=matter_marks,
    shown=matters_shown,
    follows=MATTER,
)
