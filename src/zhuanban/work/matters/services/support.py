"""What a unit in support does: accept its part, give it back, say that it is done."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterHelpAccepted, MatterHelpDone, MatterHelpReturned
from zhuanban.work.matters.models import Assignment, Matter
from zhuanban.work.matters.rules.loop import Act
from zhuanban.work.matters.selectors.clocks import support_turn
from zhuanban.work.matters.services.writing import hold, reasoned, remarked


@transaction.atomic
def accept_support(*, by: User, matter: Matter) -> Matter:
    """The unit in support takes its part on (协办签收)."""
    row, turn = _turn(by, Act.HELP_ACCEPT, matter)
    if turn.accepted_at:
        raise Invalid("本单位已经签收，不用再签收。")
    turn.accepted_by, turn.accepted_at = by, clock.now()
    turn.save(update_fields=["accepted_by", "accepted_at"])
    told = MatterHelpAccepted(
        matter_id=row.pk, number=row.number, unit=turn.unit.name, campaign_id=row.campaign_id
    )
    record(told, by=by, unit_id=turn.unit_id)
    return row


@transaction.atomic
def return_support(*, by: User, matter: Matter, reason: str) -> Matter:
    """The unit gives its part back with a reason (协办退回); the lead goes on without it."""
    row, turn = _turn(by, Act.HELP_RETURN, matter)
    if turn.accepted_at:
        raise Invalid("本单位已经签收，不能再退回；办不了的，请填写进展说明。")
    turn.returned_at = clock.now()
    turn.save(update_fields=["returned_at"])
    told = MatterHelpReturned(
        matter_id=row.pk,
        number=row.number,
        unit=turn.unit.name,
        remark_id=remarked(row, Act.HELP_RETURN, by, reasoned(reason)),
        campaign_id=row.campaign_id,
    )
    record(told, by=by, unit_id=turn.unit_id)
    return row


@transaction.atomic
def finish_support(*, by: User, matter: Matter, text: str) -> Matter:
    """The unit in support says that its part is done (协办完成)."""
    row, turn = _turn(by, Act.HELP_DONE, matter)
    if not turn.accepted_at:
        raise Invalid("本单位还没有签收，请先签收协办。")
    if turn.done_at:
        raise Invalid("本单位的部分已经完成，不用再报。")
    turn.done_by, turn.done_at = by, clock.now()
    turn.save(update_fields=["done_by", "done_at"])
    told = MatterHelpDone(
        matter_id=row.pk,
        number=row.number,
        unit=turn.unit.name,
        remark_id=remarked(row, Act.HELP_DONE, by, reasoned(text, "text")),
        campaign_id=row.campaign_id,
    )
    record(told, by=by, unit_id=turn.unit_id)
    return row


def _turn(by: User, act: Act, matter: Matter) -> tuple[Matter, Assignment]:
    row, _ = hold(by, act, matter)
    turn = support_turn(row, [seat.unit_id for seat in by.seats if seat.unit_id])
    if turn is None:
        raise Invalid("本单位现在没有协办这件事项。")
    return row, turn
