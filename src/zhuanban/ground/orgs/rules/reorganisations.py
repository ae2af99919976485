"""A merger or a split as it is decided: which units close, what there is instead, and who gets what."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_UNITS, MOST_PARTS = 20, 8


@dataclass(frozen=True)
class Decision:
    """`old` units close; `names` are those instead of them, the one at `default` takes over what is open.

    `children` says which unit below goes to which of them (by place); what it leaves out goes to the default.
    """

    old: tuple[int, ...]
    names: tuple[str, ...]
    default: int = 0
    children: Mapping[int, int] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As a column of JSON holds it."""
        return {**asdict(self), "children": {str(key): place for key, place in self.children.items()}}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Decision":
        """From a column of JSON."""
        children = {int(key): int(place) for key, place in kept["children"].items()}
        return cls(tuple(kept["old"]), tuple(kept["names"]), int(kept["default"]), children)

    def place_of(self, child: int) -> int:
        """To which of the names the unit below goes."""
        return self.children.get(child, self.default)


def said(old: list[str], names: list[str], *, is_merger: bool) -> str:
    """“甲”“乙”合并为“丙” or “甲”拆分为“乙”“丙”."""
    verb = "合并为" if is_merger else "拆分为"
    return f"{''.join(f'“{name}”' for name in old)}{verb}{''.join(f'“{name}”' for name in names)}"
