"""What runs by itself: pieces of photos that never became whole are thrown away."""

from datetime import time

from zhuanban.ground.journal.registry import every_day
from zhuanban.work.patrols.services import purge_stale_parts


@every_day(at=time(3, 20))
def throw_stale_parts_away() -> None:
    purge_stale_parts()
