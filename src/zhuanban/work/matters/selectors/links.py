"""What a matter has to do with others: the same thing twice, parts of one, and what lies near by."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models import Value as Constant

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import Matter, Merger, Part
from zhuanban.work.matters.rules.loop import OPEN, State

# A hundred metres or so, in degrees at the latitudes of China.
NEAR = Decimal("0.001")
MOST = 5
# While a matter may still turn out to be the same as another.
UNSURE = frozenset({State.REGISTERED, State.DISPATCHED, State.HANDLING})


def merger_of(matter: Matter) -> Merger | None:
    """Into which other matter this one went, if it is there still."""
    return Merger.objects.filter(matter=matter, undone_at=None).select_related("into").first()


def merged_into(matter: Matter) -> QuerySet[Merger]:
    """The matters that went into this one, with who registered them."""
    return Merger.objects.filter(into=matter, undone_at=None).select_related("matter__filed_by").order_by("pk")


def parts_of(matter: Matter) -> QuerySet[Part]:
    """The parts that were split off, with how far they are."""
    return Part.objects.filter(whole=matter).select_related("matter__handler")


def has_open_parts(matter: Matter) -> bool:
    """Whether a part of it is not closed yet."""
    return Part.objects.filter(whole=matter, matter__state__in=OPEN).exists()


def look_alikes(user: User, matter: Matter) -> Sequence[Matter]:
    """Open matters of the same kind in the township at the same place or near by, which may be the same; one query."""
    here = Q(place=matter.place)
    if matter.longitude is not None and matter.latitude is not None:
        here |= Q(
            longitude__range=(matter.longitude - NEAR, matter.longitude + NEAR),
            latitude__range=(matter.latitude - NEAR, matter.latitude + NEAR),
        )
    rows = permitted(user, "matter.view", Matter).filter(
        here, campaign=matter.campaign_id, township=matter.township_id, kind=matter.kind_id,
        state__in=OPEN,
    )  # fmt: skip
    same = Case(When(place=matter.place, then=Constant(0)), default=Constant(1), output_field=IntegerField())
    # What was split off is no double of the whole, nor the other way round.
    parts = Part.objects.filter(Q(whole=matter) | Q(matter=matter))
    rows = rows.exclude(pk__in=parts.values("matter")).exclude(pk__in=parts.values("whole"))
    return list(rows.exclude(pk=matter.pk).select_related("handler", "kind").order_by(same, "-pk")[:MOST])


def links_of(user: User, matter: Matter) -> dict[str, Any]:
    """What a matter's page says about others: where it went, what came to it, its parts, its whole, its doubles."""
    seen = permitted(user, "matter.view", Matter)
    parts, mergers = list(parts_of(matter)), list(merged_into(matter))
    shown = {part.matter_id for part in parts} | {merger.matter_id for merger in mergers}
    whole = Part.objects.filter(matter=matter).select_related("whole").first()
    return {
        "merger": merger_of(matter) if matter.state == State.VOID else None,
        "mergers": mergers,
        "parts": parts,
        "whole": whole.whole if whole else None,
        "seen": set(seen.filter(pk__in=shown).values_list("pk", flat=True)) if shown else set(),
        "look_alikes": look_alikes(user, matter) if matter.state in UNSURE else [],
    }
