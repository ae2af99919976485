"""Who of the unit in charge sees to a matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, Responsible

CARRYING = (Role.DEPARTMENT, Role.TOWNSHIP)


def people_in(campaign: Campaign, *units: int | None) -> QuerySet[User]:
    """Who has a seat in the unit today, for this action or for all."""
    seats = RoleAssignment.objects.in_force(clock.today()).filter(
        Q(campaign_id=None) | Q(campaign_id=campaign.pk), unit__in=[unit for unit in units if unit], role__in=CARRYING
    )
    return User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("name", "pk")


def people_beside(user: User, campaign: Campaign) -> QuerySet[User]:
    """Who has a seat in one of the reader's own units."""
    units = {seat.unit_id for seat in user.seats if seat.unit_id and seat.role in CARRYING}
    return people_in(campaign, *units)


def people_of_district(campaign: Campaign) -> QuerySet[User]:
    """Everybody who ever could see to a matter of the action."""
    return User.objects.filter(district=campaign.district_id)


def in_force() -> QuerySet[Responsible]:
    """Those that still hold: the matter is in the hands of the unit that said so."""
    return Responsible.objects.filter(unit=F("matter__handler"))


def persons_by_matter(batch: Sequence[Matter]) -> Mapping[Any, str]:
    """Matter → the name of who sees to it."""
    return dict(in_force().filter(matter__in=batch).values_list("matter", "person__name"))


def seen_to_by(person: User) -> Q:
    """Matters that this person sees to."""
    return Q(pk__in=in_force().filter(person=person).values("matter"))


def carries(user: User) -> bool:
    """Whether matters can be put into this person's hands, without asking the database."""
    return any(seat.role in CARRYING for seat in user.seats)


def person_of(user: User, matter: Matter) -> dict[str, Any]:
    """Who sees to it, and whom the reader could put in charge."""
    held = in_force().filter(matter=matter).select_related("person").first() if matter.handler_id else None
    may_set = carries(user) and may(user, "matter.set_person", matter)
    return {"responsible": held, "may_set_person": may_set}
