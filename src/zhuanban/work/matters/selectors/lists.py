"""The ledger: one table of matters under filters, its figures, its rows as people read them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.selectors import among_found
from zhuanban.plan.campaigns.models import Campaign, ClauseOwner
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.figures import LIT_MEASURES, REWORKED
from zhuanban.work.matters.rules.loop import OPEN, Light, Profile, State
from zhuanban.work.matters.rules.wording import limit_left, standing_words
from zhuanban.work.matters.selectors.chosen import (
    BY_DUE,
    IN_HAND,
    Chosen,
    condition_of,
    kinds_towards,
    order_of,
    scope_of,
)
from zhuanban.work.matters.selectors.matters import matters_for
from zhuanban.work.matters.selectors.searching import matters_with
from zhuanban.work.matters.selectors.sight import Listed, newest_before
from zhuanban.work.matters.selectors.standings import standing_sums


def listed(user: User, campaign: Campaign, chosen: Chosen, before: int | None = None) -> Listed:
    """The matters of the list that the person may see, in its order; only those behind `before`, the newest first."""
    condition = condition_of(campaign, chosen) & worded(user, campaign, chosen)
    return Listed(user, campaign, condition, newest_before(before) if before else order_of(chosen))


def worded(user: User, campaign: Campaign, chosen: Chosen) -> Q:
    """What the words of the list leave of it, asked of the index: of what this person sees."""
    if not chosen.q.strip():
        return Q()
    return among_found("pk", matters_with(user, campaign, chosen.q))


@dataclass(frozen=True)
class ListFigures:
    """Five figures over the list's scope; each is the length of the list that it opens."""

    total: int
    closed: int
    in_hand: int
    overdue: int
    reworked: int
    by_measure: Counter[str] | None = None

    @property
    def closed_share(self) -> str:
        return f"{100 * self.closed / self.total:.1f}%" if self.total else "—"

    @property
    def rework_share(self) -> str:
        return f"{100 * self.reworked / self.total:.1f}%" if self.total else "—"


def list_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures:
    """The five figures, kept where they are kept, else counted; one query either way."""
    counts = kept_figures(user, campaign, chosen)
    return counts if counts is not None else _counted_figures(user, campaign, chosen)


def _counted_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures:
    alive = ~Q(state=State.VOID)
    matters = matters_for(user, campaign).filter(scope_of(campaign, chosen) & worded(user, campaign, chosen))
    counts = matters.aggregate(
        total=Count("pk", alive),
        closed=Count("pk", Q(state=State.CLOSED)),
        in_hand=Count("pk", Q(state__in=OPEN)),
        overdue=Count("pk", Q(light=Light.RED)),
        reworked=Count("pk", alive & Q(rework_count__gt=0)),
    )
    return ListFigures(**counts)


def kept_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures | None:
    """The figures of a list that is narrowed by nothing but township, kind and profile, for one seat; None else."""
    sight = sight_in(user, campaign)
    narrowed = {name for name in vars(Chosen()) if getattr(chosen, name)} - FACETS
    if chosen.view in COUNTED_VIEWS or narrowed - KEPT_BY or not (sight.everything or len(sight.units) == 1):
        return None
    condition = Q(**{name: getattr(chosen, name) for name in ("township", "kind") if getattr(chosen, name)})
    if chosen.profile:
        condition &= Q(kind__profile=chosen.profile)
    if chosen.axis:
        condition &= Q(kind__in=kinds_towards(chosen.axis))
    condition &= KINDS_OF_VIEW.get(chosen.view, Q())
    sums = standing_sums(campaign, None if sight.everything else sight.units[0], condition)
    in_hand = sum(sums[state] for state in OPEN)
    return ListFigures(
        total=in_hand + sums[State.CLOSED],
        closed=sums[State.CLOSED],
        in_hand=in_hand,
        overdue=sums[Light.RED],
        reworked=sums[REWORKED],
        by_measure=sums,
    )


# What the figures open, and the order; then by what standings are kept.
FACETS = frozenset({"state", "light", "rework", "sort"})
KEPT_BY = frozenset({"view", "township", "kind", "profile", "axis"})
KINDS_OF_VIEW = {
    "problem": Q(kind__profile=Profile.CASE),
    "task": ~Q(kind__profile=Profile.CASE),
    "progress": Q(kind__profile=Profile.LEDGER),
}
COUNTED_VIEWS = frozenset({"duty", "mend"})


def count_listed(user: User, campaign: Campaign, chosen: Chosen, figures: ListFigures) -> int:
    """How many matters the list has: one of its figures where that is kept, else counted."""
    facets = [name for name in ("state", "light", "rework") if getattr(chosen, name)]
    if figures.by_measure is None or len(facets) > 1 or (facets and chosen.sort == BY_DUE):
        return listed(user, campaign, chosen).count()
    if chosen.sort == BY_DUE:  # only what has a limit running, which is what is lit
        return sum(figures.by_measure[light] for light in LIT_MEASURES)
    if not facets:
        return figures.total
    if chosen.rework:
        return figures.reworked
    return figures.in_hand if chosen.state == IN_HAND else figures.by_measure[chosen.state or chosen.light]


@dataclass(frozen=True)
class ListRow:
    """A matter as a list shows it."""

    matter: Matter
    limit: str
    tag: str
    state: str
    owner: str

    @property
    def is_overdue(self) -> bool:
        return self.tag == "red"


def rows_shown(matters: Iterable[Matter], owners: dict[tuple[int | None, int], str]) -> Iterator[ListRow]:
    """The matters with their limit, tag and the person responsible, as they stand now."""
    now = clock.now()
    for matter in matters:
        tag, state = standing_words(matter.state, matter.light, matter.due_at, now)
        yield ListRow(
            matter=matter,
            limit=limit_left(matter.state, matter.due_at, now),
            tag=tag,
            state=state,
            owner=owners.get((matter.clause_id, matter.township_id), ""),
        )


def owners_of(campaign: Campaign) -> dict[tuple[int | None, int], str]:
    """(clause, township) → the person whom the township named (落实责任人)."""
    owners = ClauseOwner.objects.filter(clause__campaign=campaign)
    return {(clause, unit): name for clause, unit, name in owners.values_list("clause", "unit", "person__name")}
