"""Standing duties (常态职责) are judged by exception: what counts against them, and in which order it is told."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices


class Why(TextChoices):
    """Why a matter speaks against a standing duty; the first that fits."""

    COMPLAINT = "complaint", "群众反映"
    RELAPSE = "relapse", "反弹"
    FOUND = "found", "检查发现"
    LATE = "late", "逾期"
    UNLOOKED = "unlooked", "回头看超期"
    # What a township finds and settles by itself in time is what the duty asks for.
    OWN = "own", "自查自改"


EXCEPTIONS = tuple(why for why in Why if why != Why.OWN)


@dataclass
class Kept:
    """A duty in a township in a month: how many exceptions of each sort, and what it settled by itself."""

    counts: dict[str, int] = field(default_factory=dict)
    owes: bool = True

    @property
    def total(self) -> int:
        """The exceptions."""
        return sum(self.counts.get(why, 0) for why in EXCEPTIONS)

    @property
    def own(self) -> int:
        """What it found and settled by itself."""
        return self.counts.get(Why.OWN, 0)

    @property
    def words(self) -> str:
        """群众反映 1、反弹 2."""
        return "、".join(f"{why.label}\u00a0{self.counts[why]}" for why in EXCEPTIONS if self.counts.get(why))


@dataclass(frozen=True)
class Month:
    """A calendar month."""

    first: date

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return (self.first.replace(day=28) + timedelta(days=4)).replace(day=1)

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def key(self) -> str:
        """2024-05, as in an address."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """2024年5月."""
        return f"{self.first.year}年{self.first.month}月"

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day < self.after


def month_named(key: str, first: date, last: date) -> Month:
    """The month of an address between two days; the one of the last day where it is none of them."""
    try:
        year, month = (int(part) for part in key.split("-"))
        found = date(year, month, 1)
    except ValueError:
        return Month(last.replace(day=1))
    return Month(found if first.replace(day=1) <= found <= last else last.replace(day=1))
