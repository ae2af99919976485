from zhuanban.ground.approvals.services import pass_on_requests
from zhuanban.ground.journal.registry import on
from zhuanban.ground.orgs.events import WorkHandedOver


@on(WorkHandedOver)
def pass_on_open_requests(event: WorkHandedOver) -> None:
    """Who takes over hears the answer."""
    pass_on_requests(leaving_id=event.user_id, successor_id=event.successor_id)
