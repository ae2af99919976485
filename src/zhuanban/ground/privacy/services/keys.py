"""The keys of what is personal, with an entry in the journal for each step; only whoever runs the server calls this."""

from collections.abc import Iterator

from django.db import transaction

from zhuanban.ground.core import key_rotation, keyring
from zhuanban.ground.core.key_rotation import Step
from zhuanban.ground.journal.services import record
from zhuanban.ground.privacy.events import KeyBegun, KeyRetired, KeyRotated


@transaction.atomic
def begin_key() -> int:
    """A new key; from now on it writes."""
    number = key_rotation.begin_key()
    record(KeyBegun(number=number), by=None)
    return number


def rotate() -> Iterator[Step]:
    """Carry everything over to the newest key, batch by batch."""
    step = Step("", 0, 0, 0)
    for step in key_rotation.rotate():
        yield step
    if step.done:
        record(KeyRotated(number=keyring.current().newest.number, count=step.done), by=None)


@transaction.atomic
def retire(number: int) -> str:
    """Take a key out of use; the name of the file where it is put aside."""
    record(KeyRetired(number=number), by=None)
    return key_rotation.retire(number)
