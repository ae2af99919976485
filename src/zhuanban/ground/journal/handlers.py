"""What the journal does by itself every night, beside sealing, verifying and sending, which have their modules."""

from datetime import time, timedelta

from zhuanban.ground.core import clock
from zhuanban.ground.journal.registry import every_day
from zhuanban.ground.journal.services import prune_deliveries

KEPT = timedelta(days=30)


@every_day(at=time(3, 10))
def forget_old_deliveries() -> None:
    """What was delivered a month ago explains nothing any more; the entries stay."""
    prune_deliveries(before=clock.now() - KEPT)
