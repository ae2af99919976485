"""Township × kind: how many of the matters that a person sees, how many in hand, closed, red, sent back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Subquery, Sum

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Folding, Kind, Standing, TallyChange
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.figures import REWORKED
from zhuanban.work.matters.rules.loop import OPEN, Light, State
from zhuanban.work.matters.selectors.matters import matters_for
from zhuanban.work.matters.selectors.standings import NOTHING, ZERO, changes_seen

ALIVE = sorted({*OPEN, State.CLOSED})
IN_HAND_STATES = sorted(OPEN)


@dataclass
class Counts:
    """The figures of a cell, of a line or of the whole; void matters count in none."""

    total: int = 0
    in_hand: int = 0
    closed: int = 0
    red: int = 0
    reworked: int = 0

    def add(self, other: "Counts") -> None:
        """Add the figures of another."""
        for name in NAMES:
            setattr(self, name, getattr(self, name) + getattr(other, name))


NAMES = [each.name for each in fields(Counts)]
Cells = dict[tuple[int, int], Counts]


@dataclass(frozen=True)
class Line:
    """A kind with its figures in each township of the board, in their order, and in all."""

    kind: Kind
    cells: list[Counts]
    whole: Counts


@dataclass(frozen=True)
class Board:
    """The whole table: townships across, kinds down, sums at the edges."""

    townships: list[Unit]
    lines: list[Line]
    columns: list[Counts]
    whole: Counts = field(default_factory=Counts)


def board_cells(user: User, campaign: Campaign) -> Cells:
    """(township, kind) → figures: kept for whoever holds one seat or sees all, counted for who holds several units."""
    sight = sight_in(user, campaign)
    if sight.everything or len(sight.units) == 1:
        return _kept(campaign, None if sight.everything else sight.units[0])
    return _counted(user, campaign)


def _counted(user: User, campaign: Campaign) -> Cells:
    found: Cells = {}
    matters = matters_for(user, campaign).order_by().values_list("township", "kind")
    alive = ~Q(state=State.VOID)
    counts = {
        "total": Count("pk", alive), "in_hand_": Count("pk", Q(state__in=OPEN)),
        "closed": Count("pk", Q(state=State.CLOSED)), "red": Count("pk", Q(light=Light.RED)),
        "again": Count("pk", alive & Q(rework_count__gt=0)),
    }  # fmt: skip
    for township, kind, *figures in matters.annotate(**counts):
        found[township, kind] = Counts(*figures)
    return found


def _kept(campaign: Campaign, unit: int | None) -> Cells:
    found: Cells = {}
    for township, kind, *figures, units, deltas in BOARD.rows(campaign=campaign.pk, unit=unit):
        cell = found.setdefault((township, kind), Counts())
        if units is None:
            cell.add(Counts(*figures))
        else:
            for measure, delta in changes_seen(unit, units, deltas):
                cell.add(_changed(measure, delta))
    return found


def _changed(measure: str, delta: int) -> Counts:
    """What a change of one measure changes in the figures."""
    return Counts(
        total=delta if measure in ALIVE else 0,
        in_hand=delta if measure in OPEN else 0,
        closed=delta if measure == State.CLOSED else 0,
        red=delta if measure == Light.RED else 0,
        reworked=delta if measure == REWORKED else 0,
    )


def _asked(campaign: int, unit: int | None) -> "QuerySet[Standing, Any]":
    seen_by = Q(unit=unit) if unit else Q(unit=None)
    folded = Standing.objects.filter(seen_by, campaign=campaign).order_by().values_list("township", "kind")
    sums = {
        "total": Q(measure__in=ALIVE), "in_hand": Q(measure__in=IN_HAND_STATES), "closed": Q(measure=State.CLOSED),
        "red": Q(measure=Light.RED), "again": Q(measure=REWORKED),
    }  # fmt: skip
    folded = folded.annotate(**{name: Sum("value", filter=which, default=0) for name, which in sums.items()})
    unfolded = TallyChange.objects.filter(campaign=campaign).order_by().values_list("township", "kind")
    unfolded = unfolded.annotate(**{f"no_{name}": ZERO for name in sums})
    return folded.annotate(seen=NOTHING, changed=NOTHING).union(
        unfolded.annotate(seen=F("units"), changed=F("deltas")), all=True
    )


BOARD: Prepared[Standing] = Prepared(_asked)


def board_of(user: User, campaign: Campaign) -> Board:
    """The table of what this person sees; townships and kinds without any matter are left out."""
    cells = {key: counts for key, counts in board_cells(user, campaign).items() if counts.total}
    townships = list(Unit.objects.filter(pk__in={township for township, _ in cells}).order_by("pk"))
    kinds = Kind.objects.filter(pk__in={kind for _, kind in cells}).order_by("order", "pk")
    lines = [_line(kind, [cells.get((unit.pk, kind.pk), Counts()) for unit in townships]) for kind in kinds]
    columns = [_sum(line.cells[place] for line in lines) for place in range(len(townships))]
    return Board(townships, lines, columns, _sum(columns))


def _line(kind: Kind, cells: list[Counts]) -> Line:
    return Line(kind, cells, _sum(cells))


def _sum(counts: Iterable[Counts]) -> Counts:
    whole = Counts()
    for each in counts:
        whole.add(each)
    return whole


@dataclass(frozen=True)
class BoardRows:
    """The cells as the interface tells them, by township and kind."""

    rows: list[dict[str, Any]]

    @cached_property
    def json(self) -> str:
        """As they are sent; kept with the rows, for programs ask more often than figures change."""
        return json.dumps(self.rows, ensure_ascii=False)


def board_rows(user: User, campaign: Campaign) -> BoardRows:
    """What this person sees; the same as before for who holds one seat or sees all, while no figure has changed."""
    sight = sight_in(user, campaign)
    names = Names(tuple(TOWNS.rows(district=campaign.district_id)), tuple(KINDS.rows()))
    if not sight.everything and len(sight.units) != 1:
        return _told(_counted(user, campaign), names)
    unit = None if sight.everything else sight.units[0]
    stamp = (*_stamp(campaign), names)
    known = _boards.get((campaign.pk, unit))
    if known and known[0] == stamp:
        return known[1]
    board = _told(_kept(campaign, unit), names)
    if stamp[0] and stamp == (*_stamp(campaign), names):  # nothing was written while they were summed up
        if len(_boards) >= MOST_BOARDS:
            _boards.clear()
        _boards[campaign.pk, unit] = stamp, board
    return board


class Names(NamedTuple):
    """(key, outside key, name) of townships and (key, code, name) of kinds."""

    towns: tuple[tuple[int, UUID, str], ...]
    kinds: tuple[tuple[int, str, str], ...]


Stamp = tuple[Any, ...]
MOST_BOARDS = 50  # of some hundred kilobytes each
_boards: dict[tuple[int, int | None], tuple[Stamp, BoardRows]] = {}


def _stamp(campaign: Campaign) -> Stamp:
    """What is another after every change of a figure: the last folding, and which changes wait for the next."""
    rows = STAMP.rows(campaign=campaign.pk)
    return tuple(rows[0]) if rows else (None,)


def _asked_for_stamp(campaign: int) -> "QuerySet[Folding, Any]":
    waiting = TallyChange.objects.filter(campaign=campaign).order_by().values("campaign")
    last, count = (waiting.annotate(found=found).values("found") for found in (Max("pk"), Count("pk")))
    return Folding.objects.annotate(last=Subquery(last), count=Subquery(count)).values_list("token", "last", "count")


STAMP: Prepared[Folding] = Prepared(_asked_for_stamp)
TOWNS: Prepared[Unit] = Prepared(
    lambda district: Unit.objects.filter(district=district, kind=UnitKind.TOWNSHIP).values_list("pk", "uid", "name")
)
KINDS: Prepared[Kind] = Prepared(lambda: Kind.objects.order_by().values_list("pk", "code", "name"))


def _told(cells: Cells, names: Names) -> BoardRows:
    townships = {pk: (str(uid), name) for pk, uid, name in names.towns}
    kinds = {pk: (code, name) for pk, code, name in names.kinds}
    return BoardRows([
        {
            "township": townships[township][0], "township_name": townships[township][1], "kind": kinds[kind][0],
            "kind_name": kinds[kind][1], **vars(counts),
        }
        for (township, kind), counts in sorted(cells.items())
        if counts.total
    ])  # fmt: skip
