"""A person's copy: all that the rooms hold on an account, for its owner or for the one who asks for it."""

from dataclasses import dataclass

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.core.personal import Section, sections_about
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.privacy.events import PersonCopied
from zhuanban.ground.privacy.rules.revealing import reason_fault


@dataclass(frozen=True)
class Copy:
    """What is held on an account, with the entry that says who took it."""

    account: User
    sections: list[Section]
    entry: Entry


@transaction.atomic
def own_copy(*, by: User) -> Copy:
    """What is held on me. Everybody with an account may have it."""
    return _copied(by, by, "本人下载", None)


@transaction.atomic
def copy_for_other(*, by: User, account: User, reason: str) -> Copy:
    """What is held on somebody who asked for it, or who asks through another office."""
    require(by, "person.copy", account)
    if fault := reason_fault(reason):
        raise Invalid(fault, "reason")
    return _copied(by, account, "应要求代为下载", {"reason": reason.strip()})


def _copied(by: User, account: User, how: str, private: dict[str, str] | None) -> Copy:
    sections = sections_about(account)
    count = sum(len(section.rows) for section in sections)
    entry = record(PersonCopied(user_id=account.pk, how=how, count=count), by=by, private=private)
    return Copy(account, sections, entry)
