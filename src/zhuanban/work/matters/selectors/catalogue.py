"""Ledgers by what they are about, each with its figures, and the views that people keep."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q

from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import clauses_ever, phases_of, standings_of
from zhuanban.work.matters.models import KindVersion
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.figures import REWORKED
from zhuanban.work.matters.rules.loop import OPEN, Light, Source, State
from zhuanban.work.matters.selectors.chosen import AXES, clauses_under
from zhuanban.work.matters.selectors.kinds import kinds_of
from zhuanban.work.matters.selectors.labels import labels_of
from zhuanban.work.matters.selectors.matters import matters_for
from zhuanban.work.matters.selectors.standings import standings

MOST_PLACES = 100
FIGURES = {
    "total": "登记", "in_hand": "在办", "yellow": "黄灯", "red": "红灯", "closed": "已销号", "reworked": "返工",
}  # fmt: skip
# What the address of a figure adds to that of its ledger.
OPENS = {
    "total": "", "in_hand": "state=open", "yellow": "light=yellow", "red": "light=red", "closed": "state=closed",
    "reworked": "rework=1",
}  # fmt: skip
Sums = dict[Any, Counter[str]]


@dataclass(frozen=True)
class Division:
    """One ledger among those into which all matters are divided: its name, its filter (""; none), its figures."""

    name: str
    query: str
    figures: Counter[str]

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """Measure, number, and the address of its list."""
        return [
            (name, self.figures[name], f"{self.query}&{OPENS[name]}".rstrip("&") if self.query else "")
            for name in FIGURES
        ]


# Name, value in addresses, and the values of the column that belong to it.
Group = tuple[str, Any, Collection[Any]]


@dataclass(frozen=True)
class Dimension:
    """A way of dividing all matters: by which column into which groups."""

    words: str
    column: str
    groups: Callable[[Campaign, Sums], Iterable[Group]]


def _townships(_campaign: Campaign, sums: Sums) -> Iterable[Group]:
    units = Unit.objects.filter(pk__in=sums).order_by("pk")
    return [(name, pk, [pk]) for pk, name in units.values_list("pk", "name")]


def _clauses(campaign: Campaign, sums: Sums) -> Iterable[Group]:
    standing = standings_of(campaign)
    ever = [clause for clause in clauses_ever(campaign) if clause.pk in sums]
    return [
        (standing[clause.pk].whole if clause.pk in standing else str(clause), clause.pk, [clause.pk]) for clause in ever
    ]


def _kinds(campaign: Campaign, _sums: Sums) -> Iterable[Group]:
    return [(kind.name, kind.code, [kind.pk]) for kind in kinds_of(campaign)]


def _phases(campaign: Campaign, _sums: Sums) -> Iterable[Group]:
    return [(phase.name, phase.pk, clauses_under(campaign, phase)) for phase in phases_of(campaign)]


def _axes(_campaign: Campaign, _sums: Sums) -> Iterable[Group]:
    present = KindVersion.objects.filter(number=F("kind__version")).values_list("kind", "spec__beautify")
    found: dict[str, list[int]] = {axis: [] for axis in AXES}
    for kind, axis in present:
        found.setdefault(axis, []).append(kind)
    return [(axis, axis, kinds) for axis, kinds in found.items()]


def _sources(_campaign: Campaign, _sums: Sums) -> Iterable[Group]:
    return [(Source(code).label, code, [code]) for code in Source.values]


def _places(_campaign: Campaign, sums: Sums) -> Iterable[Group]:
    most = sorted(sums, key=lambda place: (-sums[place]["total"], place))[:MOST_PLACES]
    return [(place, place, [place]) for place in most]


def _labels(campaign: Campaign, _sums: Sums) -> Iterable[Group]:
    return [(label.title, label.pk, [label.pk]) for label in labels_of(campaign)]


DIMENSIONS = {
    "township": Dimension("按乡镇（街道）", "township", _townships),
    "clause": Dimension("按任务条款", "clause", _clauses),
    "kind": Dimension("按类别", "kind", _kinds),
    "phase": Dimension("按阶段", "clause", _phases),
    "axis": Dimension("按四化", "kind", _axes),
    "source": Dimension("按来源", "source", _sources),
    "place": Dimension("按地点", "place", _places),
    "label": Dimension("按标签", "labelled__label", _labels),
}


def divisions(user: User, campaign: Campaign, by: str) -> tuple[list[Division], Division]:
    """The ledgers of one dimension with what the person sees in each, and the whole; what is empty is left out.

    What belongs to no group stands in a last row, so that the rows add up to the whole.
    """
    dimension = DIMENSIONS[by]
    sums = _kept(user, campaign, dimension.column) or _counted(user, campaign, dimension.column)
    # A matter may bear several labels, so that they do not add up to the whole.
    is_parted = by != "label"
    parts = sums if is_parted else _kept(user, campaign, "township") or _counted(user, campaign, "township")
    whole = sum(parts.values(), Counter[str]())
    found = []
    for name, value, keys in dimension.groups(campaign, sums):
        figures = sum((sums.get(key, Counter()) for key in keys), Counter[str]())
        if figures["total"]:
            found.append(Division(name, urlencode({by: value}), figures))
    rest = whole - sum((division.figures for division in found), Counter[str]())
    if rest["total"] and is_parted:
        found.append(Division("其他", "", rest))
    return found, Division("合计", "all=1", whole)


def _kept(user: User, campaign: Campaign, column: str) -> Sums | None:
    """The figures as kept for one seat, by township or kind."""
    sight = sight_in(user, campaign)
    if column not in {"township", "kind"} or not (sight.everything or len(sight.units) == 1):
        return None
    sums: Sums = {}
    for (township, kind, measure), count in standings(campaign, None if sight.everything else sight.units[0]).items():
        added = sums.setdefault(township if column == "township" else kind, Counter())
        for figure in _figures_of(measure):
            added[figure] += count
    return sums


def _figures_of(measure: str) -> list[str]:
    if measure in OPEN:
        return ["total", "in_hand"]
    known = {State.CLOSED: ["total", "closed"], Light.YELLOW: ["yellow"], Light.RED: ["red"], REWORKED: ["reworked"]}
    return known.get(measure, [])


def _counted(user: User, campaign: Campaign, column: str) -> Sums:
    alive = ~Q(state=State.VOID)
    groups = matters_for(user, campaign).order_by().values(column).annotate(
        total=Count("pk", alive),
        in_hand=Count("pk", Q(state__in=OPEN)),
        yellow=Count("pk", Q(light=Light.YELLOW)),
        red=Count("pk", Q(light=Light.RED)),
        closed=Count("pk", Q(state=State.CLOSED)),
        reworked=Count("pk", alive & Q(rework_count__gt=0)),
    )  # fmt: skip
    return {group[column]: Counter({name: group[name] for name in FIGURES}) for group in groups}
