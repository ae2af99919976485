"""What the auditor does to the journal: nothing but have it verified."""

from django.db import transaction

from zhuanban.ground.core.errors import Refused
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.checking import begin_verification
from zhuanban.ground.journal.models import Verification
from zhuanban.ground.orgs.models import User


@transaction.atomic
def verify_journal(*, by: User) -> Verification:
    """Ask the worker to verify every seal; who asks while it does gets the same verification."""
    if by.district is None:
        raise Refused
    require(by, "journal.verify", by.district)
    return begin_verification(by=by)
