"""Numbers for people, given out inside the caller's transaction."""

from django.db import transaction
from django.db.models import F

from zhuanban.ground.core.models import Counter


def next_number(scope: str) -> int:
    """The next number of the scope, from 1 on; the row stays held until the caller's transaction ends."""
    return next_numbers(scope, 1)[0]


@transaction.atomic
def next_numbers(scope: str, count: int) -> range:
    """The next numbers of the scope, so many at once; the row stays held until the caller's transaction ends."""
    if not Counter.objects.filter(scope=scope).update(value=F("value") + count):
        Counter.objects.get_or_create(scope=scope)
        Counter.objects.filter(scope=scope).update(value=F("value") + count)
    last = Counter.objects.values_list("value", flat=True).get(scope=scope)
    return range(last - count + 1, last + 1)
