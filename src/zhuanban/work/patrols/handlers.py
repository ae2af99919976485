"""What runs by itself: pieces of photos that never became whole are thrown away."""

from datetime import time

from zhuanban.ground.journal.registry import every_day, on
from zhuanban.ground.orgs.events import UnitsMerged, UnitSplit, UnitsReorganised
from zhuanban.work.patrols.services import follow_units, purge_stale_parts


@every_day(at=time(3, 20))
def throw_stale_parts_away() -> None:
    purge_stale_parts()


def follow_reorganisation(event: UnitsReorganised) -> None:
    """Visits that nobody has admitted yet lie in the merged township, or where their village went."""
    follow_units(event)


for reorganised in (UnitsMerged, UnitSplit):
    on(reorganised)(follow_reorganisation)
