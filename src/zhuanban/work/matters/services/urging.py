"""Reminding the unit in charge that a matter waits (催办)."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterUrged
from zhuanban.work.matters.models import Matter, Urging
from zhuanban.work.matters.rules.loop import OPEN, State
from zhuanban.work.matters.services.writing import handler_name, locked, unit_of


@transaction.atomic
def urge_matter(*, by: User, matter: Matter, text: str = "") -> Matter:
    """Remind the unit, once a day at most: it stands on the unit's page of what to do and on the time line."""
    require(by, "matter.urge", matter)
    row, today, text = locked(matter), clock.today(), text.strip()
    if row.handler is None or row.state not in OPEN or row.state == State.DONE:
        raise Invalid(f"这件事项{row.get_state_display()}，没有单位在办，不用催办。")
    if len(text) > 200:
        raise Invalid("催办内容不能超过 200 个字。", "text")
    if Urging.objects.filter(matter=row, day=today).exists():
        raise Invalid(f"{row.number}今天已经催办过，一件事项一天只催办一次。")
    urging = Urging.objects.create(matter=row, unit=row.handler, day=today, text=text, by=by, at=clock.now())
    record(
        MatterUrged(
            matter_id=row.pk, number=row.number, unit=handler_name(row), handler_id=row.handler_id or 0,
            urging_id=urging.pk, campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )  # fmt: skip
    return row
