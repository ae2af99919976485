"""What units have in actions that are not over."""

from collections.abc import Collection, Iterator

from django.db.models import Count

from zhuanban.ground.orgs.rules.holdings import Held
from zhuanban.plan.campaigns.models import Campaign, ClauseOwner, Duty

OVER = Campaign.State.CLOSED


def parts_in_actions(units: Collection[int]) -> Iterator[Held]:
    """Unit by unit its duties, the owners it named, and whether the office of an action sits in it, which binds."""
    duties = Duty.objects.filter(unit__in=units).exclude(clause__campaign__state=OVER).order_by()
    owners = ClauseOwner.objects.filter(unit__in=units).exclude(clause__campaign__state=OVER).order_by()
    seats = Campaign.objects.filter(office_unit__in=units).exclude(state=OVER).order_by()
    for unit, count in duties.values_list("unit").annotate(count=Count("pk")):
        yield Held(unit, "行动中的职责", count)
    for unit, count in owners.values_list("unit").annotate(count=Count("pk")):
        yield Held(unit, "指定了落实责任人的条款", count)
    for unit, count in seats.values_list("office_unit").annotate(count=Count("pk")):
        yield Held(unit or 0, "专班办公室设在这里的行动", count, binds=True)
