from zhuanban.ground.approvals.services import concern_successors, pass_on_requests
from zhuanban.ground.journal.registry import on
from zhuanban.ground.orgs.events import UnitsMerged, UnitSplit, WorkHandedOver


@on(WorkHandedOver)
def pass_on_open_requests(event: WorkHandedOver) -> None:
    """Who takes over hears the answer."""
    pass_on_requests(leaving_id=event.user_id, successor_id=event.successor_id)


@on(UnitsMerged)
def follow_merger(event: UnitsMerged) -> None:
    """Who works in the merged unit does not decide what concerned the old ones."""
    concern_successors(event)


@on(UnitSplit)
def follow_split(event: UnitSplit) -> None:
    """Who works in a part does not decide what concerned the whole."""
    concern_successors(event)
