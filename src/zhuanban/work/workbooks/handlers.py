"""What workbooks do by themselves: long ones are checked and brought in by the worker, old ones forgotten."""

from datetime import time

from zhuanban.ground.journal.registry import every_day, on
from zhuanban.work.workbooks.events import BookConfirmed, BookUploaded
from zhuanban.work.workbooks.services import importing, returning


@on(BookUploaded)
def check_book(event: BookUploaded) -> None:
    """Look through a long workbook."""
    importing.check_waiting(import_id=event.import_id)


@on(BookConfirmed)
def bring_in_book(event: BookConfirmed) -> None:
    """Bring in a long workbook."""
    importing.bring_in_confirmed(import_id=event.import_id)


@every_day(at=time(3, 30))
def discard_unconfirmed_books() -> None:
    """Forget workbooks that nobody brought in or merged, and what went out long ago."""
    importing.discard_unconfirmed()
    returning.forget_old()
