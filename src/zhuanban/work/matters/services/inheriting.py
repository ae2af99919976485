"""The limit that another system set (承接时限): a matter answers there by that day, whatever its kind says."""

from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events.taken_over import LimitInherited
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.clocks import clocks_running
from zhuanban.work.matters.services.writing import LIT, counted, lit, locked, saved, unit_of


@transaction.atomic
def inherit_limit(*, by: User, matter: Matter, due_on: date) -> Matter:
    """Take the day by which the other system wants its answer; a clock that runs ends with it."""
    require(by, "matter.dispatch", matter)
    row = locked(matter)
    if row.state not in OPEN:
        raise Invalid(f"{row.number}{row.get_state_display()}，不再改时限。")
    before, old = counted(row), row.planned_on
    row.planned_on = due_on
    running = clocks_running([row.pk]).get(row.pk)
    if running:
        running.due_at = clock.end_of(due_on)
        running.save(update_fields=["due_at"])
        lit(row, running, clock.now())
    saved(row, before, "planned_on", *LIT)
    said = LimitInherited(
        matter_id=row.pk, number=row.number, source=row.get_source_display(), old=old, due_on=due_on,
        campaign_id=row.campaign_id,
    )  # fmt: skip
    record(said, by=by, unit_id=unit_of(by))
    return row
