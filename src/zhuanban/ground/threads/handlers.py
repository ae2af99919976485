"""What threads do by themselves: the words of withdrawn comments go after their term."""

from datetime import datetime

from zhuanban.ground.privacy.services.purging import Due, Held, purges
from zhuanban.ground.threads.selectors import withdrawn_before
from zhuanban.ground.threads.services import empty_withdrawn


@purges("withdrawn-comments")
def words_of_withdrawn(before: datetime, held: Held) -> Due:
    """Comments that their writers took back."""
    return Due(withdrawn_before(before, held.users, held.campaigns), empty_withdrawn)
