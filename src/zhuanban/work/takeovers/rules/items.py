"""One old matter as it was read from a table, a text or a folder, and as a person corrected it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

CORRECTED = ("township", "place", "title", "detail", "happened_on", "closed_on", "planned_on", "attach", "skip")


@dataclass
class Item:
    """`said` tells where it stood in the file; days are written 2024-03-05; photos are named by their uid."""

    row: int
    said: str
    township: int | None = None
    township_said: str = ""
    place: str = ""
    title: str = ""
    detail: str = ""
    happened_on: str = ""
    closed_on: str = ""
    planned_on: str = ""
    is_closed: bool = False
    attach: str = ""
    skip: bool = False
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """By which the same row of the same file is known again."""
        said = "\0".join((str(self.township), self.place, self.title, self.detail, self.happened_on, self.closed_on))
        pictures = "\0".join((*self.before, *self.after, *self.loose))
        return hashlib.blake2b(f"历史移交\0{said}\0{pictures}".encode(), digest_size=16).hexdigest()

    @property
    def photo_count(self) -> int:
        return len(self.before) + len(self.after) + len(self.loose)


def written(items: Iterable[Item]) -> str:
    """The items as they are kept."""
    return json.dumps([asdict(item) for item in items], ensure_ascii=False)


def read(words: str) -> list[Item]:
    """The items as they were kept."""
    return [Item(**item) for item in json.loads(words)] if words else []


def day_of(words: str) -> date | None:
    """The day of an ISO text; None where it is none."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None
