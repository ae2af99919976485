"""A person's copy: all that the rooms hold on an account, for its owner or for the one who asks for it."""

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.core.personal import Section, sections_about
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.privacy.events import PersonCopied
from zhuanban.ground.privacy.rules.revealing import reason_fault


@transaction.atomic
def own_copy(*, by: User) -> list[Section]:
    """What is held on me. Everybody with an account may have it."""
    record(PersonCopied(user_id=by.pk, how="本人下载"), by=by)
    return sections_about(by)


@transaction.atomic
def copy_for_other(*, by: User, account: User, reason: str) -> list[Section]:
    """What is held on somebody who asked for it, or who asks through another office."""
    require(by, "person.copy", account)
    if fault := reason_fault(reason):
        raise Invalid(fault, "reason")
    record(PersonCopied(user_id=account.pk, how="应要求代为下载"), by=by, private={"reason": reason.strip()})
    return sections_about(account)
