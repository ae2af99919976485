"""What units have in hand."""

from collections.abc import Collection, Iterator

from django.db.models import Count

from zhuanban.ground.orgs.rules.holdings import Held
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import OPEN

WORDS = {"handler": "承办的未办结事项", "township": "辖区内的未办结事项"}


def open_of_units(units: Collection[int]) -> Iterator[Held]:
    """Unit by unit the open matters that it handles and that lie in it."""
    for column, words in WORDS.items():
        rows = Matter.objects.filter(**{f"{column}__in": units}, state__in=OPEN).order_by()
        for unit, count in rows.values_list(column).annotate(count=Count("pk")):
            yield Held(unit, words, count, binds=True)
