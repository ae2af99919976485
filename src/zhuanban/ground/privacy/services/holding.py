"""Holds: for a case or an audit, what concerns a person or an action is kept beyond its term."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import District, Person, User
from zhuanban.ground.privacy.events import HoldBegun, HoldEnded
from zhuanban.ground.privacy.models import Hold

LONGEST_BASIS = 120


@transaction.atomic
def begin_hold(
    *, by: User, district: District, basis: str, person: Person | None = None, campaign_id: int | None = None
) -> Hold:
    """Keep what concerns the person or the action; `basis` is the paper that asks for it."""
    require(by, "hold.begin", district)
    basis = basis.strip()
    if not basis or len(basis) > LONGEST_BASIS:
        raise Invalid(f"请写明依据的文书，最多 {LONGEST_BASIS} 个字。", "basis")
    if (person is None) == (campaign_id is None):
        raise Invalid("请选择一名人员或一个专项行动，只选一个。", "person")
    if person and person.district_id != district.pk:
        raise Invalid("人员要是本区的。", "person")
    if Hold.objects.filter(district=district, person=person, campaign_id=campaign_id, ended_at=None).exists():
        raise Invalid("已经暂停删除，不用再设。", "person")
    hold = Hold.objects.create(
        district=district, person=person, campaign_id=campaign_id, basis=basis, begun_by=by, begun_at=clock.now()
    )
    record(HoldBegun(hold_id=hold.pk, what=what_is_held(hold), campaign_id=campaign_id), by=by)
    return hold


@transaction.atomic
def end_hold(*, by: User, hold: Hold) -> Hold:
    """From now on the rules delete again what is due."""
    require(by, "hold.end", hold)
    hold = lock(hold)
    if hold.ended_at:
        raise Invalid("这项保留已经结束。")
    hold.ended_at = clock.now()
    hold.save(update_fields=["ended_at"])
    record(HoldEnded(hold_id=hold.pk, what=what_is_held(hold), campaign_id=hold.campaign_id), by=by)
    return hold


def what_is_held(hold: Hold) -> str:
    return "一名人员" if hold.person_id else "一个专项行动"
