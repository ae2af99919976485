"""The figures and the rows behind them. Folded and unfolded changes are read in one statement: one snapshot."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import CharField, Count, F, IntegerField, JSONField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, TruncMonth

from zhuanban.ground.core.clock import SHANGHAI, end_of, start_of
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import judged_from
from zhuanban.work.matters.models import Matter, Tally, TallyChange
from zhuanban.work.matters.rules.figures import NO_MONTH, STANDING, Measure
from zhuanban.work.matters.rules.loop import OPEN, Light, State


@dataclass(frozen=True)
class Figures:
    """How many matters by which the action is judged; `history` counts the others.

    `open`, `red`, `yellow`, `green` say how things stand now, whatever the period; the others count in the period.
    `closed` = `on_time` + `late`; over the whole time `registered` = `closed` + `open`.
    """

    registered: int = 0
    closed: int = 0
    open: int = 0
    on_time: int = 0
    late: int = 0
    rework: int = 0
    relapse: int = 0
    void: int = 0
    red: int = 0
    yellow: int = 0
    green: int = 0
    history: int = 0


NAMES = [field.name for field in fields(Figures)]
_STATES: dict[Measure, Q] = {
    Measure.REGISTERED: ~Q(state=State.VOID),
    Measure.HISTORY: ~Q(state=State.VOID),
    Measure.RELAPSE: Q(relapse_of__isnull=False) & ~Q(state=State.VOID),
    Measure.REWORK: Q(reworked_at__isnull=False) & ~Q(state=State.VOID),
    Measure.CLOSED: Q(state=State.CLOSED),
    Measure.ON_TIME: Q(state=State.CLOSED, is_late=False),
    Measure.LATE: Q(state=State.CLOSED, is_late=True),
    Measure.VOID: Q(state=State.VOID),
    Measure.OPEN: Q(state__in=OPEN),
    Measure.RED: Q(light=Light.RED),
    Measure.YELLOW: Q(light=Light.YELLOW),
    Measure.GREEN: Q(light=Light.GREEN),
}
_INSTANTS: dict[Measure, str] = {
    Measure.REGISTERED: "entered_at",
    Measure.HISTORY: "entered_at",
    Measure.RELAPSE: "entered_at",
    Measure.REWORK: "reworked_at",
    Measure.CLOSED: "closed_at",
    Measure.ON_TIME: "closed_at",
    Measure.LATE: "closed_at",
    Measure.VOID: "closed_at",
}


def judged(campaign: Campaign) -> Q:
    """The matters by which the action is judged: those that happened after the take-over."""
    since = judged_from(campaign)
    return Q(happened_at__gte=since) if since else Q()


def rows_of(campaign: Campaign, measure: Measure, since: date | None = None, until: date | None = None) -> Q:
    """The condition of a measure on the rows, for the days from `since` to `until`, both counted."""
    since_judged = judged_from(campaign)
    condition = Q(campaign=campaign) & _STATES[measure]
    if measure == Measure.HISTORY:
        condition &= Q(happened_at__lt=since_judged) if since_judged else Q(pk__in=[])
    elif since_judged:
        condition &= Q(happened_at__gte=since_judged)
    instant = _INSTANTS.get(measure)
    if instant and since:
        condition &= Q(**{f"{instant}__gte": start_of(since)})
    if instant and until:
        condition &= Q(**{f"{instant}__lt": end_of(until)})
    return condition


def scored_matters(
    campaign: Campaign, township: Unit | int, measure: Measure | str, since: date | None, until: date | None
) -> QuerySet[Matter]:
    """The very matters that a figure of a township counts, the oldest first."""
    rows = Matter.objects.filter(rows_of(campaign, Measure(measure), since, until), township=township)
    return rows.select_related("kind", "township", "handler", "clause__current").order_by("pk")


def figures(
    campaign: Campaign,
    *,
    townships: Iterable[Unit] | None = None,
    clause: Clause | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Figures:
    """The figures of the action, or of some townships or one clause, in a period whose days are both counted."""
    wanted = None if townships is None else {unit.pk for unit in townships}
    by_township = figures_by_township(campaign, clause=clause, since=since, until=until)
    found = [row for key, row in by_township.items() if wanted is None or key in wanted]
    return Figures(**{name: sum(getattr(row, name) for row in found) for name in NAMES})


def figures_by_township(
    campaign: Campaign, *, clause: Clause | None = None, since: date | None = None, until: date | None = None
) -> dict[int, Figures]:
    """Township → figures; those without any matter are left out. A period that cuts a month is counted from rows."""
    kept = is_whole_months(since, until)
    counted = (_kept if kept else _from_rows)(campaign, clause, since, until)
    found: dict[int, dict[str, int]] = {}
    for (township, measure), count in counted.items():
        if not count:
            continue
        found.setdefault(township, {})[str(measure)] = count
    return {township: Figures(**counts) for township, counts in found.items()}


def is_whole_months(since: date | None, until: date | None) -> bool:
    """Whether the period begins with a month and ends with a month, so that kept figures answer it."""
    begins = since is None or since.day == 1
    return begins and (until is None or (until + timedelta(days=1)).day == 1)


def _kept(
    campaign: Campaign, clause: Clause | None, since: date | None, until: date | None
) -> dict[tuple[int, str], int]:
    condition = Q(campaign=campaign) & (Q(clause=clause) if clause else Q())
    folded = Tally.objects.filter(condition & _kept_months(since, until)).order_by().values_list("township", "measure")
    unfolded = TallyChange.objects.filter(condition).order_by().values_list("township", EMPTY)
    changes = unfolded.annotate(count=ZERO, changed=F("deltas"))
    both = folded.annotate(count=Sum("value"), changed=NOTHING).union(changes, all=True)
    counted: Counter[tuple[int, str]] = Counter()
    for township, measure, count, deltas in both:
        if deltas is None:
            counted[township, measure] += count
        for changed, month, delta in deltas or ():
            if month and _is_within(changed, date.fromisoformat(month), since, until):
                counted[township, changed] += delta
    return counted


EMPTY, ZERO = Value("", CharField()), Value(0, IntegerField())
NOTHING = Cast(Value(None, JSONField()), JSONField())


def _kept_months(since: date | None, until: date | None) -> Q:
    """The rows of a period; without one the sums over all months."""
    if not since and not until:
        return Q(month=NO_MONTH)
    period = Q(month__gt=NO_MONTH)
    if since:
        period &= Q(month__gte=since)
    if until:
        period &= Q(month__lte=until)
    return period | Q(month=NO_MONTH, measure__in=[measure.value for measure in STANDING])


def _is_within(measure: str, month: date, since: date | None, until: date | None) -> bool:
    """Whether a change that is not folded yet belongs to the period."""
    return measure in STANDING or ((not since or month >= since) and (not until or month <= until))


def _from_rows(
    campaign: Campaign, clause: Clause | None, since: date | None, until: date | None
) -> dict[tuple[int, str], int]:
    matters = Matter.objects.filter(campaign=campaign, **({"clause": clause} if clause else {})).order_by()
    counts = {measure.value: Count("pk", rows_of(campaign, measure, since, until)) for measure in Measure}
    rows = matters.values_list("township").annotate(**{f"n_{name}": count for name, count in counts.items()})
    return {(row[0], name): count for row in rows for name, count in zip(counts, row[1:], strict=True)}


TallyKey = tuple[int, int | None, date, str]


def kept_tallies(campaign: Campaign) -> dict[TallyKey, int]:
    """(township, clause, month, measure) → value as folded."""
    rows = Tally.objects.filter(campaign=campaign).values_list("township", "clause", "month", "measure", "value")
    return {(township, clause, month, measure): value for township, clause, month, measure, value in rows}


def counted_tallies(campaign: Campaign) -> dict[TallyKey, int]:
    """The same as kept_tallies, counted afresh from the rows."""
    counted: Counter[TallyKey] = Counter()
    for measure in Measure:
        rows = Matter.objects.filter(rows_of(campaign, measure)).order_by()
        if measure in STANDING:
            for township, clause, count in rows.values_list("township", "clause").annotate(count=Count("pk")):
                counted[township, clause, NO_MONTH, measure.value] = count
        else:
            month = TruncMonth(_INSTANTS[measure], tzinfo=SHANGHAI)
            grouped = rows.annotate(in_month=month).values_list("township", "clause", "in_month")
            for township, clause, instant, count in grouped.annotate(count=Count("pk")):
                for kept in (instant.astimezone(SHANGHAI).date(), NO_MONTH):
                    counted[township, clause, kept, measure.value] += count
    return counted


def open_by_clause(user: User, campaign: Campaign, clauses: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Clause → (state in words, count) of its open matters, as far as the person sees them; one query."""
    rows = permitted(user, "matter.view", Matter).filter(campaign=campaign, clause__in=clauses, state__in=OPEN)
    found: dict[int, dict[str, int]] = {}
    for clause, state, count in rows.order_by().values_list("clause", "state").annotate(count=Count("pk")):
        found.setdefault(clause or 0, {})[state] = count
    order = [state for state in State if state in OPEN]
    return {
        clause: [(state.label, counts[state]) for state in order if state in counts]
        for clause, counts in found.items()
    }


def acts_counted(user: User) -> list[tuple[str, str, str, int]]:
    """How many matters of which action an account registered, accepted and reported done."""
    acts = (("登记", "filed_by"), ("签收", "assignments__accepted_by"), ("报结", "assignments__done_by"))
    found = []
    for words, path in acts:
        counted = Matter.objects.filter(**{path: user}).values("campaign__name", "campaign__slug")
        counted = counted.annotate(count=Count("pk", distinct=True)).order_by("campaign__slug")
        found += [(row["campaign__name"], row["campaign__slug"], words, row["count"]) for row in counted]
    return found
