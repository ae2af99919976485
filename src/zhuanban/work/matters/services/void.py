"""The office voids a matter that was registered wrongly (作废)."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterVoided
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.matters.selectors.clocks import running_clock
from zhuanban.work.matters.selectors.links import has_open_parts
from zhuanban.work.matters.services.writing import LIT, hold, lit, moved, reasoned, remarked, saved, unit_of


@transaction.atomic
def void_matter(*, by: User, matter: Matter, reason: str) -> Matter:
    """Take out a matter that was registered wrongly or twice; it leaves the figures, not the journal."""
    row, before = hold(by, Act.VOID, matter)
    reason, now = reasoned(reason), clock.now()
    if has_open_parts(row):
        raise Invalid("有拆分出去的事项还没有销号，不能作废。")
    if row.state == State.HANDLING:
        ends = running_clock(row)
        ends.stopped_at = now
        ends.save(update_fields=["stopped_at"])
    moved(row, Act.VOID)
    row.closed_at = now
    lit(row, None, now)
    saved(row, before, "state", "closed_at", *LIT)
    record(
        MatterVoided(
            matter_id=row.pk,
            number=row.number,
            remark_id=remarked(row, Act.VOID, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row
