"""What runs by itself: each night what is past its term is deleted."""

from datetime import time

from zhuanban.ground.journal.registry import every_day
from zhuanban.ground.privacy.services import purge


@every_day(at=time(2, 30))
def purge_by_rule() -> None:
    """Delete by the rules of retention."""
    purge()
