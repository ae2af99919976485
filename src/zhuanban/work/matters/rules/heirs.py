"""To which unit something goes when units are merged or split: that of the village it names, or who takes over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Heirs:
    """Old unit → who takes over; names of villages → the unit to which they belong now."""

    by_unit: Mapping[int, int]
    by_village: Mapping[str, int] = field(default_factory=dict)

    def of(self, unit: int, place: str) -> int:
        """The unit for something at this place: that of the village it names, the longest name first."""
        if unit in self.by_unit:
            for name in self._longest_first:
                if name in place:
                    return self.by_village[name]
        return self.by_unit.get(unit, unit)

    @cached_property
    def _longest_first(self) -> list[str]:
        return sorted(self.by_village, key=len, reverse=True)
