"""Who may see units and people: everybody of the district; residents have no account."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.models import District, Person, Unit
from zhuanban.ground.orgs.rules import Role


def same_district(me: Seat) -> Q:
    """Rows of the seat's district."""
    return Q(district=me.district_id)


allow(list(Role), "unit.view", Unit, where=same_district)
allow(list(Role), "person.view", Person, where=same_district)
allow(list(Role), "district.view", District, where=lambda me: Q(pk=me.district_id))
