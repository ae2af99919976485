"""The unit in charge says who of its people sees to a matter (承办人)."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events.beside import MatterPersonSet
from zhuanban.work.matters.models import Matter, Responsible
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.persons import people_in
from zhuanban.work.matters.services.writing import handler_name, locked


@transaction.atomic
def set_person(*, by: User, matter: Matter, person: User | None) -> Matter:
    """Put the matter into the hands of one of the unit's people; None: of nobody in particular."""
    require(by, "matter.set_person", matter)
    row = locked(matter)
    if row.handler is None or row.state not in OPEN:
        raise Invalid(f"这件事项{row.get_state_display()}，没有单位在办，不能确定承办人。")
    before = Responsible.objects.filter(matter=row, unit=row.handler).first()
    if (before.person_id if before else None) == (person.pk if person else None):
        raise Invalid("承办人没有变化。", "person")
    if person and not people_in(row.campaign, row.handler_id).filter(pk=person.pk).exists():
        raise Invalid(f"{person.name}现在不在{row.handler.name}任职，请选本单位的人。", "person")
    if person:
        now = {"unit": row.handler, "person": person, "by": by, "at": clock.now()}
        Responsible.objects.update_or_create(matter=row, defaults=now)
    else:
        Responsible.objects.filter(matter=row).delete()
    told = MatterPersonSet(
        matter_id=row.pk, number=row.number, unit=handler_name(row), person_id=person.pk if person else None,
        what="确定" if person else "取消", campaign_id=row.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=row.handler_id)
    return row
