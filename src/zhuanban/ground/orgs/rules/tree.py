"""The tree of units: which kind may stand under which, and in which order a tree is read."""

from collections.abc import Iterable, Iterator, Mapping

from zhuanban.ground.orgs.rules import UnitKind

BODIES = frozenset(UnitKind) - {UnitKind.GROUP, UnitKind.VILLAGE, UnitKind.GRID}
# Kind → the kinds under which it may stand; what is not named here stands under any body, or on its own.
PARENTS: Mapping[str, frozenset[UnitKind]] = {
    UnitKind.GRID: frozenset({UnitKind.VILLAGE}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.TOWNSHIP: frozenset({UnitKind.GOVERNMENT, UnitKind.PARTY_OFFICE}),
    UnitKind.GROUP: frozenset(),
}
MUST_HAVE_PARENT = (UnitKind.VILLAGE, UnitKind.GRID)
# Deeper than any administration; a longer chain is a fault in the data, not a unit.
MOST_LEVELS = 8


def parent_fault(kind: str, parent_kind: str | None) -> str:
    """Why a unit of this kind cannot stand there; empty where it can."""
    if parent_kind is None:
        if kind == UnitKind.VILLAGE:
            return "村（社区）要写明所属的乡镇（街道）。"
        return "网格要写明所属的村（社区）。" if kind == UnitKind.GRID else ""
    if parent_kind in PARENTS.get(kind, BODIES):
        return ""
    if kind == UnitKind.VILLAGE:
        return "村（社区）的上级要是乡镇（街道）。"
    if kind == UnitKind.GRID:
        return "网格的上级要是村（社区）。"
    if kind == UnitKind.GROUP:
        return "一类单位没有上级。"
    if kind == UnitKind.TOWNSHIP:
        return "乡镇（街道）的上级只能是政府或党委工作机构，也可以不写。"
    return "这类单位不能设在一类单位、村（社区）或网格之下。"


def is_below(parents: Mapping[int, int | None], unit: int, above: int) -> bool:
    """Whether the unit is the other one or stands under it."""
    seen: set[int] = set()
    step: int | None = unit
    while step is not None and step not in seen:
        if step == above:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


def in_tree_order(rows: Iterable[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    """(key, parent) in any order of their own → (key, depth), each under its parent; an absent parent makes a root."""
    given = list(rows)
    keys = {key for key, _ in given}
    below: dict[int | None, list[int]] = {}
    for key, parent in given:
        below.setdefault(parent if parent in keys else None, []).append(key)
    waiting = [(key, 0) for key in reversed(below.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        yield key, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(key, []))]
