"""What a merger or split means for visits: those that still wait lie where an open matter of their place would."""

from django.db import transaction

from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.work.matters.selectors.units import heirs_of
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.rules import VisitState


@transaction.atomic
def follow_units(event: UnitsReorganised) -> None:
    """The township of visits that wait; what the phone sent stays as it was sent. A second run finds none."""
    heirs = heirs_of(event)
    rows = Visit.objects.select_for_update(of=("self",)).filter(
        township__in=heirs.by_unit, state__in=[VisitState.WAITING, VisitState.HELD]
    )
    for visit in rows.order_by("pk"):
        visit.township_id = heirs.of(visit.township_id or 0, visit.place)
        visit.save(update_fields=["township"])
