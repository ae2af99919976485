"""A unit begins anew with a matter: after a check that failed, or when a closed one is taken up again (重新办理)."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterReopened
from zhuanban.work.matters.models import Assignment, Clock, Matter
from zhuanban.work.matters.rules.aftercare import EndedBy
from zhuanban.work.matters.rules.loop import REOPEN_WINDOW, Act
from zhuanban.work.matters.selectors.clocks import latest_turn
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.services.aftercare import end_care
from zhuanban.work.matters.services.timing import begin_turn, limit_words
from zhuanban.work.matters.services.writing import LIT, hold, lit, moved, reasoned, remarked, saved, unit_of


def begin_again(row: Matter, turn: Assignment, by: User, origin: Assignment.Origin) -> Clock:
    """The same unit, with the same units in support, begins its next turn with fresh clocks."""
    now = clock.now()
    again = Assignment.objects.create(
        matter=row,
        unit_id=turn.unit_id,
        stint=turn.stint + 1,
        origin=origin,
        given_by=by,
        given_at=now,
        accepted_by_id=turn.accepted_by_id,
        accepted_at=now,
    )
    helping = Assignment.objects.filter(
        matter=row, stint=turn.stint, role=Assignment.Role.SUPPORT, returned_at=None
    )
    Assignment.objects.bulk_create(
        Assignment(
            matter=row, unit_id=unit, stint=again.stint, role=Assignment.Role.SUPPORT, origin=origin,
            given_by=by, given_at=now, accepted_by_id=accepted_by, accepted_at=now if accepted_by else None,
        )
        for unit, accepted_by in helping.values_list("unit", "accepted_by")
    )  # fmt: skip
    return begin_turn(row, spec_of_matter(row), again, now)


@transaction.atomic
def reopen_matter(*, by: User, matter: Matter, reason: str) -> Matter:
    """The office takes a closed matter up again, not long after its closing: the same unit begins a new turn."""
    row, before = hold(by, Act.REOPEN, matter)
    reason, now, turn = reasoned(reason), clock.now(), latest_turn(row)
    if row.closed_at is None or now > row.closed_at + REOPEN_WINDOW:
        raise Invalid(f"销号已经超过 {REOPEN_WINDOW.days} 天，不能重新办理；问题再次发生的，请登记新的事项。")
    if turn is None or (turn.unit.closes_on and turn.unit.closes_on <= clock.today()):
        raise Invalid("原承办单位已撤销，请登记新的事项。")
    ends = begin_again(row, turn, by, Assignment.Origin.REOPEN)
    moved(row, Act.REOPEN)
    row.closed_at = None
    end_care(row, EndedBy.REOPEN)
    lit(row, ends, now)
    saved(row, before, "state", "closed_at", *LIT)
    times = Assignment.objects.filter(matter=row, role=Assignment.Role.LEAD, origin=Assignment.Origin.REOPEN)
    record(
        MatterReopened(
            matter_id=row.pk,
            number=row.number,
            unit=turn.unit.name,
            handler_id=turn.unit_id,
            count=times.count(),
            limit=limit_words(ends),
            remark_id=remarked(row, Act.REOPEN, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row
