"""What was done before at a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.rules.loop import State


def closed_before_at(
    campaign: Campaign, township: Unit, kind: Kind, place: str, happened_at: datetime, days: int
) -> Matter | None:
    """The newest matter of this kind closed at this place of the township within so many days before the instant."""
    since = happened_at - timedelta(days=days)
    return CLOSED_THERE.first(
        campaign=campaign.pk, township=township.pk, kind=kind.pk, place=place, since=since, until=happened_at
    )


CLOSED_THERE: Prepared[Matter] = Prepared(
    lambda campaign, township, kind, place, since, until: Matter.objects.filter(
        campaign=campaign, place=place, kind=kind, township=township, state=State.CLOSED,
        closed_at__gte=since, closed_at__lte=until,
    ).only("pk", "number").order_by("-closed_at", "-pk")[:1]
)  # fmt: skip


@dataclass(frozen=True)
class Closed:
    """A closed matter from which another may be a relapse."""

    pk: int
    closed_at: datetime

    def covers(self, happened_at: datetime, days: int) -> bool:
        """Whether what happened then, within so many days, is a relapse from this."""
        return timedelta() <= happened_at - self.closed_at <= timedelta(days=days)


Place = tuple[int, int, str]  # township, kind, words of the place
AT_ONCE = 500


def closed_before(
    campaign: Campaign, asked: Sequence[tuple[int, int, str, datetime]], days: int
) -> dict[Place, list[Closed]]:
    """Township, kind, place → the matters closed there that closed_before_at() would look at, the newest first."""
    if not asked:
        return {}
    instants = [at for *_, at in asked]
    since, until = min(instants) - timedelta(days=days), max(instants)
    closed = Matter.objects.filter(campaign=campaign, state=State.CLOSED, closed_at__gte=since, closed_at__lte=until)
    kinds, places = {kind for _, kind, _, _ in asked}, sorted({place for _, _, place, _ in asked})
    found: dict[Place, list[Closed]] = {}
    for start in range(0, len(places), AT_ONCE):
        rows = closed.filter(place__in=places[start : start + AT_ONCE], kind__in=kinds).order_by("-closed_at", "-pk")
        for town, kind, place, pk, at in rows.values_list("township", "kind", "place", "pk", "closed_at"):
            found.setdefault((town, kind, place), []).append(Closed(pk, at or until))
    return found
