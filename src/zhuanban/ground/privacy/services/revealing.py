"""Seeing a personal value in full: permitted, with a reason, counted, written down."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Model

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import require
from zhuanban.ground.core.personal import PersonalColumn
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.privacy.events import PersonalFieldRevealed
from zhuanban.ground.privacy.models import Reveal
from zhuanban.ground.privacy.rules.revealing import MOST_AN_HOUR, reason_fault


@transaction.atomic
def reveal_field(*, by: User, column: PersonalColumn, row: Model, reason: str) -> str:
    """The value in full. That it was seen, by whom and why is written down before anybody sees it."""
    require(by, column.reveal, row)
    if by.district is None:
        raise Refused
    User.objects.select_for_update().get(pk=by.pk)  # so that nobody passes the count by asking twice at once
    value = column.value_in(row)  # before it is written down that it was seen: it may not be readable
    if fault := reason_fault(reason):
        raise Invalid(fault, "reason")
    hour_ago = clock.now() - timedelta(hours=1)
    if Reveal.objects.filter(by=by, at__gt=hour_ago).count() >= MOST_AN_HOUR:
        raise Invalid(f"一小时内已查看 {MOST_AN_HOUR} 次，请稍后再试。")
    event = PersonalFieldRevealed(row_id=row.pk, column=column.key, name=column.name)
    entry = record(event, by=by, private={"reason": reason.strip()})
    Reveal.objects.create(district=by.district, by=by, column=column.key, row_id=row.pk, entry=entry, at=entry.at)
    return str(value.in_full())
