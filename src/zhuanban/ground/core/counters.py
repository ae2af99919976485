"""Numbers for people, given out inside the caller's transaction."""

from django.db import transaction
from django.db.models import F

from zhuanban.ground.core.models import Counter


@transaction.atomic
def next_number(scope: str) -> int:
    """The next number of the scope, from 1 on; the row stays held until the caller's transaction ends."""
    if not Counter.objects.filter(scope=scope).update(value=F("value") + 1):
        Counter.objects.get_or_create(scope=scope)
        Counter.objects.filter(scope=scope).update(value=F("value") + 1)
    return Counter.objects.values_list("value", flat=True).get(scope=scope)
