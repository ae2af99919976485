"""What the index does by itself: it follows the journal, and fills what an upgrade left empty."""

from datetime import timedelta

from zhuanban.ground.journal.registry import every
from zhuanban.ground.search import services


@every(timedelta(seconds=1))
def follow_journal() -> None:
    """Let what happened be found."""
    services.follow_journal()


@every(timedelta(seconds=2))
def fill_index() -> None:
    """The next stretch of things that are not in the index yet."""
    services.fill_index()
