"""Reading: every demand with its homes, a set with the demands it serves."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.http import Http404

from zhuanban.plan.campaigns.models import Campaign, Clause, Demand
from zhuanban.plan.campaigns.selectors import clauses_of, standings_of
from zhuanban.plan.homes.models import HomeChoice
from zhuanban.plan.homes.rules.contributions import homes_for
from zhuanban.plan.homes.rules.recognition import homes_of
from zhuanban.plan.homes.rules.sets import SETS, Home

NONE = Home(set="page", code="none", name="只是目的表述，不需要落点", serves=())


@dataclass(frozen=True)
class Assigned:
    """A home that the office assigned by hand."""

    choice: HomeChoice
    home: Home


@dataclass(frozen=True)
class DemandLine:
    """A demand with its homes: recognised by words, and assigned by hand."""

    demand: Demand
    homes: list[Home]
    assigned: list[Assigned]

    @property
    def is_gap(self) -> bool:
        return not self.homes and not self.assigned

    @property
    def is_only_planned(self) -> bool:
        homes = [*self.homes, *(each.home for each in self.assigned)]
        return bool(homes) and all(home.planned for home in homes)


@dataclass(frozen=True)
class ClauseLines:
    """The demands of a clause."""

    clause: Clause
    title: str
    lines: list[DemandLine]


@dataclass(frozen=True)
class Coverage:
    """What the page says at large."""

    demands: int = 0
    gaps: int = 0
    planned: int = 0
    by_hand: int = 0
    sets: dict[str, int] = field(default_factory=dict)

    @property
    def served(self) -> int:
        return self.demands - self.gaps


def lines_of(campaign: Campaign) -> list[ClauseLines]:
    """Every demand of the notice in force with its homes, clause by clause in the order of the text."""
    homes = homes_for(campaign.pk)
    assigned = _assigned(campaign, homes)
    demands: dict[int, list[Demand]] = defaultdict(list)
    for demand in Demand.objects.filter(clause__campaign=campaign, clause__repealed_in=None).order_by("order"):
        demands[demand.clause_id].append(demand)
    standings = standings_of(campaign)
    return [
        ClauseLines(
            clause,
            standings[clause.pk].whole,
            [
                DemandLine(each, homes_of(each.text, homes), assigned.get((clause.pk, each.text), []))
                for each in demands[clause.pk]
            ],
        )
        for clause in clauses_of(campaign)
        if demands[clause.pk]
    ]


def _assigned(campaign: Campaign, homes: list[Home]) -> dict[tuple[int, str], list[Assigned]]:
    known = {home.key: home for home in homes} | {HomeChoice.NONE: NONE}
    found: dict[tuple[int, str], list[Assigned]] = defaultdict(list)
    for choice in HomeChoice.objects.filter(campaign=campaign):
        if choice.home in known:
            found[choice.clause_id, choice.demand].append(Assigned(choice, known[choice.home]))
    return found


def coverage_of(clauses: list[ClauseLines]) -> Coverage:
    """The figures over the lines."""
    lines = [line for clause in clauses for line in clause.lines]
    sets = Counter(set_ for line in lines for set_ in {home.set for home in line.homes})
    return Coverage(
        demands=len(lines),
        gaps=sum(line.is_gap for line in lines),
        planned=sum(line.is_only_planned for line in lines),
        by_hand=sum(bool(line.assigned) for line in lines),
        sets={set_: sets[set_] for set_ in SETS if sets[set_]},
    )


def narrowed(clauses: list[ClauseLines], show: str, set_: str) -> list[ClauseLines]:
    """Only gaps, only what is still to come, or only what has a home in a set."""

    def holds(line: DemandLine) -> bool:
        if show == "gaps" and not line.is_gap:
            return False
        if show == "planned" and not line.is_only_planned:
            return False
        return not set_ or any(home.set == set_ for home in line.homes)

    kept = [ClauseLines(each.clause, each.title, [line for line in each.lines if holds(line)]) for each in clauses]
    return [each for each in kept if each.lines]


@dataclass(frozen=True)
class HomeLine:
    """A home with the demands of the notice that it serves."""

    home: Home
    demands: list[tuple[Clause, str]]


def set_lines(campaign: Campaign, set_: str) -> list[HomeLine]:
    """Every home of a set with the demands that call for it; 404 for a set that does not exist."""
    if set_ not in SETS:
        raise Http404
    served: dict[str, list[tuple[Clause, str]]] = defaultdict(list)
    for clause in lines_of(campaign):
        for line in clause.lines:
            for home in [*line.homes, *(each.home for each in line.assigned)]:
                served[home.key].append((clause.clause, line.demand.text))
    return [HomeLine(home, served[home.key]) for home in homes_for(campaign.pk) if home.set == set_]


def demand_in(campaign: Campaign, pk: int) -> Demand:
    """One demand of the notice in force; 404 where there is none."""
    found = Demand.objects.filter(clause__campaign=campaign, clause__repealed_in=None, pk=pk)
    demand = found.select_related("clause__current").first()
    if demand is None:
        raise Http404
    return demand


def choice_in(campaign: Campaign, pk: int) -> HomeChoice:
    """One assignment by hand; 404 where there is none."""
    choice = HomeChoice.objects.filter(campaign=campaign, pk=pk).select_related("clause__current").first()
    if choice is None:
        raise Http404
    return choice


def homes_to_choose(campaign: Campaign) -> list[tuple[str, list[tuple[str, str]]]]:
    """All homes for a select, by set, and last that none is needed."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for home in homes_for(campaign.pk):
        groups[home.set_name].append((home.key, home.name))
    return [*((name, groups[name]) for name in SETS.values() if groups[name]), ("其他", [(HomeChoice.NONE, NONE.name)])]
