"""What the organisation does by itself: mergers and splits take effect on their day."""

from datetime import time

from zhuanban.ground.journal.registry import every_day
from zhuanban.ground.orgs import services


@every_day(at=time(0, 5))
def carry_out_reorganisations() -> None:
    """Merge and split what was planned for today."""
    services.carry_out_due()
