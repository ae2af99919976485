"""The office gives a matter to a unit (交办)."""

from collections.abc import Iterable

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.writes import insert_row
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.work.matters.events import MatterDispatched
from zhuanban.work.matters.models import Assignment, Matter
from zhuanban.work.matters.rules.loop import Act
from zhuanban.work.matters.selectors.clocks import latest_turn
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.services.timing import begin_turn, limit_words
from zhuanban.work.matters.services.writing import LIT, hold, lit, moved, remarked, saved, shown_to, unit_of


@transaction.atomic
def dispatch_matter(
    *, by: User, matter: Matter, unit: Unit, instruction: str = "", support: Iterable[Unit] = ()
) -> Matter:
    """Give the matter to a unit, with others in support; the limit begins to run."""
    row, before = hold(by, Act.DISPATCH, matter)
    helping = [each for each in dict.fromkeys(support) if each.pk != unit.pk]
    for each in (unit, *helping):
        check_unit(row, each)
    now = clock.now()
    previous = latest_turn(row)
    stint = previous.stint + 1 if previous else 1
    turn = Assignment(matter=row, unit=unit, stint=stint, given_by=by, given_at=now)
    insert_row(turn)
    Assignment.objects.bulk_create(
        Assignment(matter=row, unit=each, stint=stint, role=Assignment.Role.SUPPORT, given_by=by, given_at=now)
        for each in helping
    )
    ends = begin_turn(row, spec_of_matter(row), turn, now)
    moved(row, Act.DISPATCH)
    row.handler = unit
    lit(row, ends, now)
    seeing = saved(row, before, "state", "handler", *LIT)
    shown_to(row, [unit.pk, *(each.pk for each in helping)], known=seeing)
    record(
        MatterDispatched(
            matter_id=row.pk,
            number=row.number,
            unit=unit.name,
            handler_id=unit.pk,
            limit=limit_words(ends),
            remark_id=remarked(row, Act.DISPATCH, by, instruction),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


def check_unit(row: Matter, unit: Unit) -> None:
    """Invalid where the matter cannot be given to this unit."""
    if unit.district_id != row.campaign.district_id:
        raise Invalid("只能交办给本区的单位。", "unit")
    if unit.kind == UnitKind.GROUP:
        raise Invalid(f"“{unit.name}”是一类单位，请选具体的单位。", "unit")
    if unit.closes_on and unit.closes_on <= clock.today():
        raise Invalid(f"“{unit.name}”已撤销。", "unit")
