"""The action at a glance: five figures with a sentence each, phases, lights by township, targets, what is red."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.outward.desk.rules.sentences import Recent, Sentence, sentences_of
from zhuanban.plan.campaigns.models import Campaign, Phase
from zhuanban.plan.campaigns.selectors import phases_of
from zhuanban.work.matters.models import Matter, MatterPhoto
from zhuanban.work.matters.permissions import WHOLE_CAMPAIGN
from zhuanban.work.matters.rules.figures import Measure
from zhuanban.work.matters.rules.loop import Light
from zhuanban.work.matters.selectors import Figures, figures_by_township, matters_for
from zhuanban.work.matters.selectors.figures import rows_of

MOST_RED = 8
WEEK = timedelta(days=7)
LINE_UNITS = 1000


@dataclass(frozen=True)
class Tile:
    """A township with its figures; `colour` is that of its worst light, grey where none is lit."""

    unit: Unit
    figures: Figures

    @property
    def colour(self) -> str:
        lit = ("red", self.figures.red), ("yellow", self.figures.yellow), ("green", self.figures.green)
        return next((colour for colour, count in lit if count), "grey")


@dataclass(frozen=True)
class Stretch:
    """A phase on the time line: where it begins and how long it is, in thousandths of the action."""

    phase: Phase
    start: int
    length: int
    state: str


@dataclass(frozen=True)
class TimeLine:
    """The phases and the mark of today; `today` None before the first day and after the last."""

    stretches: list[Stretch]
    today: int | None


@dataclass(frozen=True)
class Red:
    """A matter past its limit, with the newest photo of it."""

    matter: Matter
    overdue_days: int
    photo: MatterPhoto | None


def summed(tiles: list[Tile]) -> Figures:
    """The figures of these townships together."""
    names = [field.name for field in fields(Figures)]
    return Figures(**{name: sum(getattr(tile.figures, name) for tile in tiles) for name in names})


def tiles_of(campaign: Campaign) -> list[Tile]:
    """A tile for every township in the order of the notice, also for those without any matter; two queries."""
    by_township = figures_by_township(campaign)
    return [Tile(unit, by_township.get(unit.pk, Figures())) for unit in townships_of(campaign.district_id)]


def five_figures(campaign: Campaign, tiles: list[Tile], townships: list[Unit] | None = None) -> list[Sentence]:
    """Five figures with one sentence each; the last seven days are compared with the seven before."""
    red = [(tile.unit.name, tile.figures.red) for tile in tiles]
    worst = max(red, key=lambda pair: pair[1]) if len(red) > 1 else ("", 0)
    return sentences_of(summed(tiles), recent(campaign, townships), worst)


def recent(campaign: Campaign, townships: list[Unit] | None = None) -> Recent:
    """Registered and closed in the last seven days, closed in the seven before; one query over these days' rows.

    Weeks cut months, which the kept figures do not answer; the conditions are those of the kept figures.
    """
    today = clock.today()
    this = (today - WEEK + timedelta(days=1), today)
    before = (today - 2 * WEEK + timedelta(days=1), today - WEEK)
    begun = clock.start_of(before[0])
    rows = Matter.objects.filter(Q(entered_at__gte=begun) | Q(closed_at__gte=begun), campaign=campaign)
    counts = (rows.filter(township__in=townships) if townships else rows).aggregate(
        registered=Count("pk", rows_of(campaign, Measure.REGISTERED, *this)),
        closed=Count("pk", rows_of(campaign, Measure.CLOSED, *this)),
        closed_before=Count("pk", rows_of(campaign, Measure.CLOSED, *before)),
    )
    return Recent(**counts)


def time_line(campaign: Campaign) -> TimeLine:
    """Where the phases and today lie between the first day and the last."""
    phases = [phase for phase in phases_of(campaign) if phase.starts_on and phase.ends_on]
    if not phases:
        return TimeLine([], None)
    first = min(phase.starts_on for phase in phases if phase.starts_on)
    last = max(phase.ends_on for phase in phases if phase.ends_on)
    whole = max((last - first).days + 1, 1)
    today = clock.today()
    stretches = [_stretch(phase, first, whole, today) for phase in phases]
    return TimeLine(stretches, LINE_UNITS * (today - first).days // whole if first <= today <= last else None)


def _stretch(phase: Phase, first: date, whole: int, today: date) -> Stretch:
    starts, ends = phase.starts_on or first, phase.ends_on or first
    state = "past" if ends < today else "next" if today < starts else "now"
    start = LINE_UNITS * (starts - first).days // whole
    return Stretch(phase, start, max(LINE_UNITS * ((ends - starts).days + 1) // whole, 4), state)


def reds_of(user: User, campaign: Campaign, township: Unit | None = None, most: int = MOST_RED) -> list[Red]:
    """The matters longest past their limit that this person may see, each with its newest photo; two queries."""
    rows: QuerySet[Matter] = matters_for(user, campaign).filter(light=Light.RED)
    if township:
        rows = rows.filter(township=township)
    matters = list(rows.order_by("due_at", "pk")[:most])
    shown = MatterPhoto.objects.filter(matter__in=matters).select_related("photo").order_by("pk")
    photos = {photo.matter_id: photo for photo in shown}
    now = clock.now()
    return [Red(each, (now - each.due_at).days if each.due_at else 0, photos.get(each.pk)) for each in matters]


def sees_all(user: User, township: Unit | None = None) -> bool:
    """Whether the ledger shows this person every row behind the figures: of the whole action, or of the township."""
    own = township is not None and any(seat.unit_id == township.pk for seat in user.seats)
    return own or user.has_role(*WHOLE_CAMPAIGN)
