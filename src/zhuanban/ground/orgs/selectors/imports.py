"""Tables of units and people that came in."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import UnitImport, User

State = UnitImport.State


def imports_for(user: User) -> QuerySet[UnitImport]:
    """The imports of the district, newest first."""
    rows = permitted(user, "unit.take_back_import", UnitImport).exclude(state=State.DISCARDED)
    return rows.select_related("by").defer("rows").order_by("-pk")


def import_for(user: User, uid: UUID) -> UnitImport:
    """One import that the person may see."""
    rows = permitted(user, "unit.take_back_import", UnitImport).select_related("by", "district")
    return get_object_or_404(rows.defer("rows"), uid=uid)


def is_last(row: UnitImport) -> bool:
    """Whether nothing came in after it."""
    later = UnitImport.objects.filter(district=row.district_id, state=State.DONE, pk__gt=row.pk)
    return row.state == State.DONE and not later.exists()
