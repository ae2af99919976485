"""Old tables of any layout as items, by a kept mapping of their columns and values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.takeovers.rules.folders import township_in
from zhuanban.work.takeovers.rules.headings import CLOSED, state_of
from zhuanban.work.takeovers.rules.items import Item
from zhuanban.work.workbooks.rules.cells import CellFault, Value, choice, day, heading, number, text, words, yes_no
from zhuanban.work.workbooks.rules.sheets import Head, Sheet, guess_head
from zhuanban.work.workbooks.services.reading import read_book

SAMPLES = 3
MOST_ROWS = 5000
OWN = "field-"


@dataclass(frozen=True)
class Layout:
    """A sheet with its headings, and for each some of the values below it."""

    sheet: Sheet
    head: Head
    headings: list[str]
    samples: dict[str, list[str]] = field(default_factory=dict)


def layout_of(content: bytes, name: str) -> Layout:
    """The largest sheet that has a head; Invalid where none has."""
    best: tuple[int, Sheet, Head] | None = None
    for sheet in read_book(content, name):
        head = None if sheet.is_hidden else guess_head(sheet)
        if head and (best is None or sheet.height - head.last > best[0]):
            best = (sheet.height - head.last, sheet, head)
    if best is None or best[0] < 1:
        raise Invalid("没有找到表头：请在数据上方留一行列名（如“乡镇、地点、问题、是否完成”）。", "content")
    rows, sheet, head = best
    if rows > MOST_ROWS:
        raise Invalid(f"一张表最多 {MOST_ROWS} 行，请分成几个文件上传。", "content")
    samples: dict[str, list[str]] = {name: [] for name in head.columns}
    for _, cells in sheet.body(head):
        for column, value in cells.items():
            said, held = words(value)[:30], samples[column]
            if said and said not in held and len(held) < SAMPLES:
                held.append(said)
    return Layout(sheet, head, list(head.columns), samples)


def values_in(layout: Layout, columns: Mapping[str, str], target: str) -> list[str]:
    """The different words in the columns of this target, as they are compared."""
    named = [name for name, meant in columns.items() if meant == target]
    found = (heading(cells.get(name, "")) for _, cells in layout.sheet.body(layout.head) for name in named)
    return list(dict.fromkeys(said for said in found if said))


def unknown_values(
    layout: Layout, columns: Mapping[str, str], kept: Mapping[str, Mapping[str, str]], towns: Mapping[str, int]
) -> dict[str, list[str]]:
    """Words of states and townships that a person has to translate."""
    states = [said for said in values_in(layout, columns, "state") if not state_of(said, kept.get("state", {}))]
    known = kept.get("township", {})
    names = [
        said for said in values_in(layout, columns, "township")
        if said not in known and township_in(said, towns) is None
    ]  # fmt: skip
    return {"state": states, "township": names}


def items_of(
    layout: Layout, columns: Mapping[str, str], kept: Mapping[str, Mapping[str, str]], towns: Mapping[str, int],
    spec: KindSpec,
) -> list[Item]:  # fmt: skip
    """Every row below the head."""
    reader = _Reader(columns, kept, towns, spec)
    return [reader.item(row, cells) for row, cells in layout.sheet.body(layout.head)]


class _Reader:
    def __init__(
        self, columns: Mapping[str, str], kept: Mapping[str, Mapping[str, str]], towns: Mapping[str, int],
        spec: KindSpec,
    ) -> None:  # fmt: skip
        self.columns, self.kept, self.towns = columns, kept, towns
        self.own = {f"{OWN}{each.code}": each for each in spec.fields}

    def item(self, row: int, cells: Mapping[str, Value]) -> Item:
        """One row; what cannot be read is a fault by the old heading."""
        item = Item(row, f"第 {row} 行")
        details = []
        for name, value in cells.items():
            target, said = self.columns.get(name, ""), words(value)
            if not target or not said:
                continue
            try:
                if target == "detail":
                    details.append(f"{name}：{text(value)}" if self._merges() else text(value))
                else:
                    self._put(item, target, value, said)
            except CellFault as fault:
                item.faults.append(f"“{name}”{fault}")
        item.detail = "；".join(details)[:1000]
        item.is_closed = item.is_closed or bool(item.closed_on and "state" not in self.columns.values())
        return item

    def _merges(self) -> bool:
        return sum(meant == "detail" for meant in self.columns.values()) > 1

    def _put(self, item: Item, target: str, value: Value, said: str) -> None:
        if target == "township":
            kept = self.kept.get("township", {}).get(heading(value))
            item.township_said = said[:80]
            item.township = int(kept) if kept else township_in(said, self.towns)
        elif target == "state":
            state = state_of(said, self.kept.get("state", {}))
            item.is_closed = state == CLOSED
            if not state:
                item.faults.append(f"状态“{said[:20]}”还没有对应")
        elif target.endswith("_on"):
            found = day(value)
            setattr(item, target, found.isoformat() if found else "")
        elif target in self.own:
            item.fields[self.own[target].code] = _own_value(self.own[target], value)
        else:
            setattr(item, target, text(value, 120))


def _own_value(spec: Any, value: Value) -> Any:
    """A kind's own field as JSON can hold it and as its checker takes it."""
    if spec.type == "day":
        found = day(value)
        return found.isoformat() if found else ""
    if spec.type in {"number", "money"}:
        return str(number(value))
    if spec.type == "yes-no":
        return yes_no(value)
    return choice(value, spec.choices) if spec.type == "choice" else text(value, 200)


def named(pairs: Iterable[tuple[str, str]], headings: Sequence[str]) -> dict[str, str]:
    """The chosen targets of headings that the file has."""
    return {name: target for name, target in pairs if name in headings and target}
