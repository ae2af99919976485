"""How well the office dispatches: how much each unit got, gave back, and was given by mistake (错误派遣)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from zhuanban.ground.core.clock import end_of, start_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Assignment

# Below this no share is told: two of three would say nothing (domain.md §2).
LEAST = 10


@dataclass(frozen=True)
class Dispatching:
    """What a unit was given as lead in a period, and what became of it at its door."""

    unit: str
    given: int
    returned: int
    misdirected: int

    @property
    def share(self) -> str:
        """The share that was misdirected, in words."""
        if self.given < LEAST:
            return "样本不足"
        return f"{Decimal(self.misdirected * 100) / self.given:.1f}%"


def dispatching_of(campaign: Campaign, since: date | None, until: date | None) -> list[Dispatching]:
    """Unit by unit, the most misdirected first, and at the end all together; one query."""
    turns = Assignment.objects.filter(
        matter__campaign=campaign, role=Assignment.Role.LEAD, origin=Assignment.Origin.DISPATCH
    )
    if since:
        turns = turns.filter(given_at__gte=start_of(since))
    if until:
        turns = turns.filter(given_at__lt=end_of(until))
    counted = turns.order_by().values_list("unit__name").annotate(
        given=Count("pk"),
        returned=Count("pk", Q(returned_at__isnull=False)),
        misdirected=Count("pk", Q(is_misdirected=True)),
    )
    rows = sorted((Dispatching(*row) for row in counted), key=lambda row: (-row.misdirected, -row.given, row.unit))
    if not rows:
        return []
    names = ("given", "returned", "misdirected")
    return [*rows, Dispatching("合计", *(sum(getattr(row, name) for row in rows) for name in names))]
