"""What the plan does by itself when the organisation changes."""

from zhuanban.ground.journal.registry import on
from zhuanban.ground.orgs.events import UnitMembersSet, UnitsMerged, UnitSplit
from zhuanban.plan.campaigns.services.following import follow_members, follow_units


@on(UnitsMerged)
def hand_on_after_merger(event: UnitsMerged) -> None:
    """Duties go to the merged unit."""
    follow_units(event)


@on(UnitSplit)
def hand_on_after_split(event: UnitSplit) -> None:
    """Duties go to the parts."""
    follow_units(event)


@on(UnitMembersSet)
def pass_duties_to_members(event: UnitMembersSet) -> None:
    """Duties of a class of units go to the members that it has now."""
    follow_members(event)
