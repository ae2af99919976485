"""What channels do by themselves: export files, in which residents are named, go after their term."""

from datetime import datetime

from zhuanban.ground.privacy.services.purging import Due, Held, purges
from zhuanban.work.channels.selectors.files import files_before
from zhuanban.work.channels.services.receive import empty_files


@purges("channel-files")
def old_exports(before: datetime, held: Held) -> Due:
    """The content of files that were brought in; which case is which matter stays."""
    return Due(files_before(before, held.campaigns), empty_files)
