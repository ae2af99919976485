"""Somebody who did not handle the matter verifies it: closes it (销号) or sends it back (退回重办)."""

from collections.abc import Iterable

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.work.matters.events import MatterClosed, MatterSentBack
from zhuanban.work.matters.models import Assignment, Matter
from zhuanban.work.matters.permissions import VERIFIERS
from zhuanban.work.matters.rules.loop import Act, PhotoRole
from zhuanban.work.matters.selectors.clocks import latest_turn
from zhuanban.work.matters.services.aftercare import hand_to_keeper
from zhuanban.work.matters.services.again import begin_again
from zhuanban.work.matters.services.timing import limit_words
from zhuanban.work.matters.services.writing import (
    LIT,
    Share,
    handler_name,
    hold,
    is_judged_row,
    lit,
    moved,
    pictured,
    reasoned,
    remarked,
    saved,
    unit_of,
)

RECUSED = "您承办过这件事项，或者在承办单位、所在乡镇任职，核查应当回避。"


def hold_to_verify(by: User, act: Act, matter: Matter) -> tuple[Matter, Share, Assignment]:
    """Hold a finished matter for verifying; Refused, with the reason, for who must stand back (回避)."""
    try:
        row, before = hold(by, act, matter)
    except Refused as error:
        raise Refused(RECUSED) if by.has_role(*VERIFIERS) and _handled(by, matter) else error from None
    turn = latest_turn(row)
    if turn is None:
        raise Invalid("这件事项还没有交办过。")
    if is_recused(by, turn.unit_id, row.township_id):
        raise Refused(RECUSED)
    return row, before, turn


def _handled(by: User, matter: Matter) -> bool:
    """Whether the person, the one for whom it acts, or its unit had the matter in hand."""
    turns = Assignment.objects.filter(matter=matter).values_list("unit", "accepted_by", "done_by")
    own = {seat.unit_id for seat in by.seats}
    both = {by.pk, by.acting_for_id or by.pk}
    return any(unit in own or not both.isdisjoint(people) for unit, *people in turns)


@transaction.atomic
def close_matter(*, by: User, matter: Matter, opinion: str = "", photos: Iterable[Photo] = ()) -> Matter:
    """The work was seen to be done: the matter is closed, within its limits or late."""
    row, before, turn = hold_to_verify(by, Act.CLOSE, matter)
    pictures = list(photos)
    if pictures:
        pictured(row, pictures, PhotoRole.VERIFY, turn.stint)
    moved(row, Act.CLOSE)
    row.closed_at = clock.now()
    saved(row, before, "state", "closed_at")
    hand_to_keeper(row, row.closed_at)
    outcome = "不计时限" if not is_judged_row(row) else "逾期" if row.is_late else "按期"
    record(
        MatterClosed(
            matter_id=row.pk,
            number=row.number,
            outcome=outcome,
            township_id=row.township_id,
            remark_id=remarked(row, Act.CLOSE, by, opinion),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


@transaction.atomic
def send_back_matter(*, by: User, matter: Matter, reason: str, photos: Iterable[Photo] = ()) -> Matter:
    """The work was seen not to be done: the unit begins a new turn with fresh clocks, and the matter counts as 返工."""
    row, before, turn = hold_to_verify(by, Act.SEND_BACK, matter)
    reason, pictures, now = reasoned(reason), list(photos), clock.now()
    if pictures:
        pictured(row, pictures, PhotoRole.VERIFY, turn.stint)
    turn.sent_back_at = now
    turn.save(update_fields=["sent_back_at"])
    ends = begin_again(row, turn, by, Assignment.Origin.SEND_BACK)
    moved(row, Act.SEND_BACK)
    row.rework_count += 1
    row.reworked_at = row.reworked_at or now
    lit(row, ends, now)
    saved(row, before, "state", "rework_count", "reworked_at", *LIT)
    record(
        MatterSentBack(
            matter_id=row.pk,
            number=row.number,
            unit=handler_name(row),
            handler_id=turn.unit_id,
            count=row.rework_count,
            limit=limit_words(ends),
            remark_id=remarked(row, Act.SEND_BACK, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row
