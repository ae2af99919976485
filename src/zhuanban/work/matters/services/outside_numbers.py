"""A case of another system turns out to be a matter that is here: it is found by its number there too."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events.beside import MatterTookCase
from zhuanban.work.matters.models import Matter, OutsideNumber
from zhuanban.work.matters.rules.loop import Source
from zhuanban.work.matters.services.searching import index_matters
from zhuanban.work.matters.services.writing import locked, unit_of


@transaction.atomic
def join_case(*, by: User, matter: Matter, source: Source, number: str) -> Matter:
    """Keep the number with the matter and put it into the index of words."""
    require(by, "matter.dispatch", matter)
    row = locked(matter)
    _, is_new = OutsideNumber.objects.get_or_create(
        matter=row, source=source, number=number, defaults={"at": clock.now()}
    )
    if is_new:
        told = MatterTookCase(
            matter_id=row.pk, number=row.number, source=source.label, outside=number, campaign_id=row.campaign_id
        )
        record(told, by=by, unit_id=unit_of(by))
        index_matters([row.pk])
    return row
