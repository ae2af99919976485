"""The sheet of units against the district as it is: which are known, which are new, and what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from zhuanban.ground.orgs.models import District, Unit, UnitCode
from zhuanban.ground.orgs.rules import LOCAL_KINDS
from zhuanban.ground.orgs.rules.codes import belongs_to, code_fault
from zhuanban.ground.orgs.rules.sheets import KINDS, UNITS, Fault, Row, day_of, plain, several
from zhuanban.ground.orgs.rules.tree import parent_fault

LONGEST_NAME = 80


@dataclass(eq=False)
class Node:
    """A unit of the district or of the sheet."""

    name: str
    kind: str
    parent: "Node | None" = None
    unit: Unit | None = None
    names: set[str] = field(default_factory=set)
    code: str = ""
    new_code: str = ""
    opens_on: date | None = None
    new_aliases: list[str] = field(default_factory=list)
    row: Row | None = None

    @property
    def depth(self) -> int:
        """How many units stand above it; what goes round in a circle is deeper than anything."""
        steps, above = 0, self.parent
        while above is not None and steps < 10:
            steps, above = steps + 1, above.parent
        return steps


class Places:
    """Every unit by its names, known and new."""

    def __init__(self, district: District) -> None:
        units = list(Unit.objects.filter(district=district, closes_on=None).order_by("pk"))
        codes = UnitCode.objects.filter(valid_to=None)
        self.codes = dict(codes.filter(unit__district=district).values_list("code", "unit"))
        by_unit = {unit: code for code, unit in self.codes.items()}
        self.nodes: list[Node] = []
        self.by_name: dict[str, list[Node]] = {}
        by_key: dict[int, Node] = {}
        for unit in units:
            node = Node(unit.name, unit.kind, unit=unit, code=by_unit.get(unit.pk, ""))
            node.names = {unit.name, *unit.aliases}
            by_key[unit.pk] = node
            self.add(node)
        for unit in units:
            by_key[unit.pk].parent = by_key.get(unit.parent_id or 0)

    def add(self, node: Node) -> None:
        """Find the unit from now on."""
        self.nodes.append(node)
        for name in node.names or {node.name}:
            self.by_name.setdefault(name, []).append(node)

    def find(self, words: str) -> list[Node]:
        """The units of this name; 柳河镇/东村 names the one under the other."""
        *above, name = plain(words).split("/")
        found = self.by_name.get(name, [])
        return [node for node in found if not above or (node.parent and above[-1] in node.parent.names)]

    def one(self, words: str) -> tuple[Node | None, str]:
        """The unit of this name, or why there is not one."""
        found = self.find(words)
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"有 {len(found)} 个“{plain(words)}”，请写成“乡镇/村”的样子"
        return None, f"没有“{plain(words)}”这个单位"


def read_units(rows: Iterable[Row], places: Places) -> Iterator[Fault]:
    """Put the rows into the places, parents after all names are known; yields what is wrong."""
    read: list[tuple[Row, str, str]] = []
    for row in rows:
        name, kind = plain(row["名称"]), KINDS.get(plain(row["类别"]), "")
        if fault := _unreadable(row, name, kind):
            yield fault
        else:
            read.append((row, name, kind))
    # From the top down: a parent of the same sheet is known before what stands under it.
    rank = {"village": 1, "grid": 2}
    waiting = sorted(read, key=lambda each: rank.get(each[2], 0))
    bodies = [each for each in waiting if each[2] not in LOCAL_KINDS]
    for row, name, kind in bodies:
        yield from _known_or_new(row, name, kind, None, places)
    for row, _, _ in bodies:
        yield from _placed(row, places)
    for row, name, kind in waiting[len(bodies) :]:
        yield from _local(row, name, kind, places)


def _unreadable(row: Row, name: str, kind: str) -> Fault | None:
    if not name or len(name) > LONGEST_NAME or "/" in name:
        return Fault(UNITS, row.number, "名称", f"请填写单位名称，最多 {LONGEST_NAME} 个字，不含斜线")
    return None if kind else Fault(UNITS, row.number, "类别", f"类别要是：{'、'.join(KINDS)}")


def _local(row: Row, name: str, kind: str, places: Places) -> Iterator[Fault]:
    """A village or grid: known by its name under its parent."""
    parent, why = places.one(row["上级单位"]) if row["上级单位"] else (None, parent_fault(kind, None).rstrip("。"))
    if parent is None:
        yield Fault(UNITS, row.number, "上级单位", why)
    elif fault := parent_fault(kind, parent.kind):
        yield Fault(UNITS, row.number, "上级单位", fault.rstrip("。"))
    else:
        yield from _known_or_new(row, name, kind, parent, places)


def _known_or_new(row: Row, name: str, kind: str, parent: Node | None, places: Places) -> Iterator[Fault]:
    is_local = kind in LOCAL_KINDS
    same = [node for node in places.by_name.get(name, ()) if (node.kind in LOCAL_KINDS) == is_local]
    node = next((each for each in same if not is_local or each.parent is parent), None)
    if node is None:
        node = Node(name, kind, parent, names={name}, row=row)
        places.add(node)
    elif node.row is not None:
        yield Fault(UNITS, row.number, "名称", f"与第 {node.row.number} 行重复")
        return
    elif node.kind != kind:
        yield Fault(UNITS, row.number, "类别", f"系统中“{node.name}”的类别不同，请先在单位页核对")
        return
    node.row = row
    yield from _details(row, node, places)


def _details(row: Row, node: Node, places: Places) -> Iterator[Fault]:
    if row["设立日期"] and node.unit is None:
        node.opens_on = day_of(row["设立日期"])
        if node.opens_on is None:
            yield Fault(UNITS, row.number, "设立日期", "日期写成 2024-03-05 的样子")
    for alias in several(row["别称"]):
        if alias in node.names:
            continue
        others = [each for each in places.by_name.get(alias, ()) if each is not node]
        if len(alias) > LONGEST_NAME or (others and node.kind not in LOCAL_KINDS):
            yield Fault(UNITS, row.number, "别称", f"“{alias[:30]}”已是别的单位的名称，或者太长")
        else:
            node.new_aliases.append(alias)
            node.names.add(alias)
            places.by_name.setdefault(alias, []).append(node)
    yield from _coded(row, node, places)


def _coded(row: Row, node: Node, places: Places) -> Iterator[Fault]:
    code = plain(row["区划代码"])
    if not code or code == node.code:
        return
    own = node.unit.pk if node.unit else None
    fault = code_fault(code, node.kind, node.name).rstrip("。")
    if not fault and node.code:
        fault = f"系统中登记的代码是 {node.code}，要改请到单位页"
    if not fault and places.codes.get(code, own) != own:
        fault = "这个代码已属于别的单位"
    above = node.parent and (node.parent.new_code or node.parent.code)
    if not fault and node.kind == "village" and above and not belongs_to(code, above):
        fault = f"前 9 位要与“{node.parent.name if node.parent else ''}”的代码相同"
    if fault:
        yield Fault(UNITS, row.number, "区划代码", fault)
    else:
        node.new_code = code
        places.codes[code] = own or -row.number


def _placed(row: Row, places: Places) -> Iterator[Fault]:
    """The parent of a unit above the villages."""
    node = next((each for each in places.by_name.get(plain(row["名称"]), ()) if each.row is row), None)
    if node is None or not row["上级单位"]:
        return
    parent, why = places.one(row["上级单位"])
    if parent is None:
        yield Fault(UNITS, row.number, "上级单位", why)
    elif node.unit is not None:
        if node.parent is not parent:
            yield Fault(UNITS, row.number, "上级单位", "与系统中的上级不同，要改请到单位页")
    elif fault := parent_fault(node.kind, parent.kind):
        yield Fault(UNITS, row.number, "上级单位", fault.rstrip("。"))
    else:
        node.parent = parent
        if node.depth >= 10:
            node.parent = None
            yield Fault(UNITS, row.number, "上级单位", "上级单位绕成了圈")
