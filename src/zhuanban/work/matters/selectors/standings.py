"""How the matters that somebody sees stand, as kept: by township and kind in each state, lit, and sent back."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, JSONField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from zhuanban.ground.core.prepared import Prepared
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, MatterScope, Standing, TallyChange
from zhuanban.work.matters.rules.figures import plain_standings

# (unit or None for the whole action, township, kind, measure)
StandingKey = tuple[int | None, int, int, str]
Cell = tuple[int, int, str]
EMPTY, ZERO = Value("", CharField()), Value(0, IntegerField())
NOTHING = Cast(Value(None, JSONField()), JSONField())


def changes_seen(unit: int | None, units: list[int | None], deltas: list[list[Any]]) -> Iterator[tuple[str, int]]:
    """(measure, change) of a change that is not folded yet, as far as the unit sees it (None: all of the action)."""
    if unit in units:
        yield from ((measure, delta) for measure, month, delta in deltas if month is None)


def standings(campaign: Campaign, unit: int | None, condition: Q | None = None) -> Counter[Cell]:
    """(township, kind, measure) → how many of the matters that the unit sees, None: of all; one statement.

    `condition` narrows by township or kind; what has not been folded yet is added to what has.
    """
    asked = Q(campaign=campaign) & (condition or Q())
    seen_by = Q(unit=unit) if unit else Q(unit=None)
    folded = Standing.objects.filter(asked & seen_by).order_by().values_list("township", "kind", "measure", "value")
    unfolded = TallyChange.objects.filter(asked).order_by().values_list("township", "kind", EMPTY, ZERO)
    both = folded.annotate(seen=NOTHING, changed=NOTHING).union(
        unfolded.annotate(seen=F("units"), changed=F("deltas")), all=True
    )
    counted: Counter[Cell] = Counter()
    for township, kind, measure, value, units, deltas in both:
        if units is None:
            counted[township, kind, measure] += value
        else:
            for changed, delta in changes_seen(unit, units, deltas):
                counted[township, kind, changed] += delta
    return counted


def standing_sums(campaign: Campaign, unit: int | None, condition: Q | None = None) -> Counter[str]:
    """Measure → how many of the matters that the unit sees, None: of all; one statement."""
    if condition is None or not condition:
        rows = WHOLE_SUMS.rows(campaign=campaign.pk, unit=unit)
    else:
        rows = list(_sums(Q(campaign=campaign) & condition, unit))
    counted: Counter[str] = Counter()
    for measure, value, units, deltas in rows:
        if units is None:
            counted[measure] += value
        else:
            for changed, delta in changes_seen(unit, units, deltas):
                counted[changed] += delta
    return counted


def _sums(asked: Q, unit: int | None) -> "QuerySet[Standing, Any]":
    seen_by = Q(unit=unit) if unit else Q(unit=None)
    folded = Standing.objects.filter(asked & seen_by).order_by().values_list("measure")
    unfolded = TallyChange.objects.filter(asked).order_by().values_list(EMPTY, ZERO)
    return folded.annotate(total=Sum("value"), seen=NOTHING, changed=NOTHING).union(
        unfolded.annotate(seen=F("units"), changed=F("deltas")), all=True
    )


WHOLE_SUMS: Prepared[Standing] = Prepared(lambda campaign, unit: _sums(Q(campaign=campaign), unit))


def kept_standings(campaign: Campaign) -> dict[StandingKey, int]:
    """(unit, township, kind, measure) → value as folded."""
    rows = Standing.objects.filter(campaign=campaign).values_list("unit", "township", "kind", "measure", "value")
    return {(unit, township, kind, measure): value for unit, township, kind, measure, value in rows}


def counted_standings(campaign: Campaign) -> dict[StandingKey, int]:
    """The same as kept_standings, counted afresh from the rows."""
    counted: Counter[StandingKey] = Counter()
    for unit, township, kind, state, light, reworked, count in _grouped(campaign):
        for measure in plain_standings(state, light, int(reworked)):
            counted[unit, township, kind, measure] += count
    return counted


def _grouped(campaign: Campaign) -> Iterator[tuple[int | None, int, int, str, str, bool, int]]:
    reworked = Q(rework_count__gt=0)
    facts = ("township", "kind", "state", "light")
    of_all = Matter.objects.filter(campaign=campaign).order_by().annotate(reworked=reworked)
    for *key, count in of_all.values_list(*facts, "reworked").annotate(count=Count("pk")):
        yield None, *key, count
    of_units = MatterScope.objects.filter(campaign=campaign).order_by()
    of_units = of_units.annotate(reworked=Q(matter__rework_count__gt=0))
    paths = [f"matter__{name}" for name in facts]
    for *key, count in of_units.values_list("unit", *paths, "reworked").annotate(count=Count("pk")):
        yield *key, count
