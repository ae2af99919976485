"""What the journal does by itself every night, beside sealing, verifying and sending, which have their modules."""

import logging
from datetime import time, timedelta

from django.conf import settings

from zhuanban.ground.core import clock
from zhuanban.ground.journal import syslog
from zhuanban.ground.journal.checkpoints import keep_checkpoint
from zhuanban.ground.journal.registry import every_day
from zhuanban.ground.journal.services import prune_deliveries

log = logging.getLogger(__name__)
KEPT = timedelta(days=30)


@every_day(at=time(3, 10))
def forget_old_deliveries() -> None:
    """What was delivered a month ago explains nothing any more; the entries stay."""
    prune_deliveries(before=clock.now() - KEPT)


@every_day(at=time(3, 20))
def note_how_far_the_chain_has_come() -> None:
    """The day's checkpoint, into its file and to the receiver of the journal; days that are played are not noted."""
    if clock.is_moved():
        return
    noted = keep_checkpoint()
    if noted and settings.JOURNAL_SYSLOG:
        try:
            syslog.send_checkpoint(noted.position, noted.count, noted.digest)
        except OSError as error:
            log.warning("syslog receiver away (%s), the checkpoint is in its file only", type(error).__name__)
