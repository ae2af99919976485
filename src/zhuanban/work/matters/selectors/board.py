"""Township × kind: how many of the matters that a person sees, how many in hand, closed, red, sent back."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind, Standing, TallyChange
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


def board_rows(user: User, campaign: Campaign) -> list[dict[str, Any]]:
    """The cells as the interface tells them, by township and kind."""
    cells = board_cells(user, campaign)
    townships = {pk: (str(uid), name) for pk, uid, name in Unit.objects.filter(
        pk__in={township for township, _ in cells}).values_list("pk", "uid", "name")}  # fmt: skip
    kinds = {pk: (code, name) for pk, code, name in Kind.objects.filter(
        pk__in={kind for _, kind in cells}).values_list("pk", "code", "name")}  # fmt: skip
    return [
        {
            "township": townships[township][0], "township_name": townships[township][1], "kind": kinds[kind][0],
            "kind_name": kinds[kind][1], **vars(counts),
        }
        for (township, kind), counts in sorted(cells.items())
        if counts.total
    ]  # fmt: skip
