"""Ranks with ties, by class of township and over all; who has no total has no rank."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

STORED = Decimal("0.000001")
CLASSES = ("镇", "乡", "街道")


def class_of(name: str) -> str:
    """The class of a township by its name: 镇, 乡 or 街道."""
    if name.endswith(("街道", "办事处")):
        return "街道"
    return "乡" if name.endswith("乡") else "镇"


def ranks(totals: Mapping[int, Decimal | None]) -> dict[int, int]:
    """Key → rank, the highest total first; equal totals share a rank and the next one is left out (1, 2, 2, 4)."""
    known = sorted((total for total in totals.values() if total is not None), reverse=True)
    return {key: known.index(total) + 1 for key, total in totals.items() if total is not None}


def ranks_by_class(totals: Mapping[int, Decimal | None], names: Mapping[int, str]) -> dict[int, int]:
    """Key → rank among the townships of its class."""
    found: dict[int, int] = {}
    for name in CLASSES:
        found |= ranks({key: total for key, total in totals.items() if class_of(names[key]) == name})
    return found


def stored(value: Decimal) -> Decimal:
    """Points as they are kept: six decimals, rounded once at the very end."""
    return value.quantize(STORED, rounding=ROUND_HALF_EVEN)
