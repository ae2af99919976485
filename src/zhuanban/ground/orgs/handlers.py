"""What the organisation does by itself: mergers, splits and hand-overs take effect on their day."""

from datetime import time

from zhuanban.ground.journal.registry import every_day
from zhuanban.ground.orgs import services
from zhuanban.ground.orgs.services.importing import forget_unimported


@every_day(at=time(0, 5))
def carry_out_reorganisations() -> None:
    """Merge and split what was planned for today."""
    services.carry_out_due()


@every_day(at=time(0, 10))
def hand_over_what_is_due() -> None:
    """Hand-overs set for today, before anybody comes to work."""
    services.hand_over_due()


@every_day(at=time(3, 20))
def forget_unimported_tables() -> None:
    """Discard tables that were checked and never brought in."""
    forget_unimported()
