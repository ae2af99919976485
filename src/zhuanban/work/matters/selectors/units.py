"""What units have in hand."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, Q

from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules.holdings import Held, Parting
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.heirs import Heirs
from zhuanban.work.matters.rules.loop import OPEN

WORDS = {"handler": "承办的未办结事项", "township": "辖区内的未办结事项"}


def open_of_units(units: Collection[int]) -> Iterator[Held]:
    """Unit by unit the open matters that it handles and that lie in it."""
    for column, words in WORDS.items():
        rows = Matter.objects.filter(**{f"{column}__in": units}, state__in=OPEN).order_by()
        for unit, count in rows.values_list(column).annotate(count=Count("pk")):
            yield Held(unit, words, count, binds=True)


def heirs_of(event: UnitsReorganised) -> Heirs:
    """To which units the things of the closed ones go."""
    names = dict(Unit.objects.filter(pk__in=dict(event.villages)).values_list("pk", "name"))
    return Heirs(dict(event.successors), {names[pk]: unit for pk, unit in event.villages if pk in names})


def open_of_parts(parting: Parting) -> Mapping[int, int]:
    """Place of a part → the open matters that will be its own, each where its village goes."""
    heirs = Heirs({parting.unit_id: parting.default}, parting.villages)
    rows = Matter.objects.filter(Q(handler=parting.unit_id) | Q(township=parting.unit_id), state__in=OPEN)
    places = rows.order_by().values_list("place", flat=True)
    return Counter(heirs.of(parting.unit_id, place) for place in places.iterator())
