"""Which clause a place in the text belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from notice_compiler.draft import Item


def clause_at(items: Sequence[Item], by_id: Mapping[str, Item], at: int) -> str | None:
    """The innermost item around an offset; items are in text order."""
    index = bisect_right(items, at, key=lambda item: item.start) - 1
    item = items[index] if index >= 0 else None
    while item and item.end <= at:
        item = by_id.get(item.parent or "")
    return item.id if item else None
