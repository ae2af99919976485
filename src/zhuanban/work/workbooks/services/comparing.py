"""A township's workbook beside what went out and what stands now: by cell who changed what, and which both did."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.amending import last_amended
from zhuanban.work.matters.services import NewMatter
from zhuanban.work.matters.services.amend import faults_of_changes
from zhuanban.work.workbooks.models import TownBook
from zhuanban.work.workbooks.rules.cells import heading, words
from zhuanban.work.workbooks.rules.faults import Fault
from zhuanban.work.workbooks.rules.layout import ABOUT, LISTS, NOTES, sheet_title
from zhuanban.work.workbooks.rules.merging import merge
from zhuanban.work.workbooks.rules.sheets import Head, Sheet, find_head
from zhuanban.work.workbooks.rules.townbooks import KEY, SHOWN, Cells, RowBack, may_change, read_back
from zhuanban.work.workbooks.selectors.filling import Filling
from zhuanban.work.workbooks.selectors.townbooks import base_of, cells_of, fillings_of
from zhuanban.work.workbooks.services.matters import Reader
from zhuanban.work.workbooks.services.reading import read_book

STEP = 500


@dataclass(frozen=True)
class Cell:
    """A cell that the sheet changed: as it went out, as it came back, as it stands now; who changed it here."""

    matter: Matter
    sheet: str
    row: int
    key: str
    heading: str
    base: str
    theirs: str
    ours: str
    by: str = ""

    @property
    def name(self) -> str:
        """By which the page names the choice."""
        return f"{self.matter.number}:{self.key}"


@dataclass
class Comparison:
    """What a workbook that came back means."""

    taken: list[Cell] = field(default_factory=list)
    clashes: list[Cell] = field(default_factory=list)
    same: int = 0
    ours_only: int = 0
    new: list[NewMatter] = field(default_factory=list)
    known: list[tuple[int, str]] = field(default_factory=list)
    fixed: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """What a person says yes to; another as soon as anything of it is different."""
        cells = [[cell.name, cell.base, cell.theirs, cell.ours] for cell in (*self.taken, *self.clashes)]
        said = json.dumps([cells, [each.digest for each in self.new], [str(each) for each in self.faults]])
        return hashlib.sha256(said.encode()).hexdigest()

    def changes(self, chosen: Sequence[str] = ()) -> dict[int, dict[str, str]]:
        """Key of a matter → its changes: what the sheet alone changed, and of the clashes those chosen for it."""
        wanted = set(chosen)
        found: dict[int, dict[str, str]] = {}
        for cell in (*self.taken, *(cell for cell in self.clashes if cell.name in wanted)):
            found.setdefault(cell.matter.pk, {})[cell.key] = cell.theirs
        return found


def compare_book(*, by: User, book: TownBook, content: bytes, name: str) -> Comparison:
    """Compare the file with what went out and what stands now; nothing is written."""
    compared = _Compared(by, book)
    for sheet in read_book(content, name):
        if not sheet.is_hidden and sheet.title not in (ABOUT, LISTS):
            compared.take(sheet)
    compared.finish()
    return compared.found


class _Compared:
    def __init__(self, by: User, book: TownBook) -> None:
        self.by, self.book, self.found = by, book, Comparison()
        self.base = base_of(book)
        self.fillings = fillings_of(book.campaign, book.township)
        self.by_kind = {filling.kind.pk: filling for filling in self.fillings.values()}
        self.rows = _rows_now(book, list(self.base))
        changeable = permitted(by, "matter.amend", Matter).filter(campaign=book.campaign, township=book.township)
        self.changeable = set(changeable.filter(state__in=OPEN).values_list("pk", flat=True))
        self.seen: dict[str, int] = {}
        self.places: dict[int, tuple[str, int]] = {}

    def take(self, sheet: Sheet) -> None:
        """A sheet: its rows with a number are compared, those without one are new."""
        head = find_head(sheet, [KEY, *SHOWN, "地点", "事项", "情况说明"])
        if head is None or KEY not in head.columns:
            if any(words(cell) for row in sheet.grid for cell in row):
                self._fault(sheet, 0, "", f"找不到“{KEY}”一列，请保留下载时的表头")
            return
        numbered = {row: said for row in range(head.last + 1, sheet.height + 1)
                    if (said := words(sheet.cell(row, head.columns[KEY])))}  # fmt: skip
        filling = self._filling(sheet, numbered.values())
        if filling is None:
            self._fault(sheet, 0, "", "认不出是哪一类事项，请保留下载时的工作表名称")
            return
        head = find_head(sheet, [KEY, *SHOWN, *(column.heading for column in filling.columns)]) or head
        for doubled in head.doubled:
            self._fault(sheet, head.last, doubled, "这一列出现了两次，请只留一列")
        for row, number in numbered.items():
            if number != NOTES:
                self._take_row(sheet, head, filling, row, number)
        self._take_new(sheet, head, filling, set(numbered))

    def _filling(self, sheet: Sheet, numbers: object) -> Filling | None:
        for filling in self.fillings.values():
            if heading(sheet_title(filling.kind.name)) == heading(sheet.title):
                return filling
        known = (self.rows.get(number) for number in numbers)  # type: ignore[attr-defined]
        return next((self.by_kind.get(row.kind_id) for row in known if row), None)

    def _take_row(self, sheet: Sheet, head: Head, filling: Filling, row: int, number: str) -> None:
        matter = self.rows.get(number)
        if matter is None:
            self._fault(sheet, row, KEY, f"“{number[:30]}”不在这本工作簿里；新增的行请把编号留空")
            return
        if matter.kind_id != filling.kind.pk:
            self._fault(sheet, row, KEY, f"{number}属于“{matter.kind.name}”，请移回它的工作表")
            return
        if number in self.seen:
            self._fault(sheet, row, KEY, f"{number}在第 {self.seen[number]} 行已经有了，请删去一行")
            return
        self.seen[number], self.places[matter.pk] = row, (sheet.title, row)
        cells = {name: sheet.cell(row, place) for name, place in head.columns.items()}
        back = read_back(filling.columns, self.base[number], row, cells)
        for name, said in back.faults:
            self._fault(sheet, row, name, said)
        for name in back.fixed:
            self.found.fixed.append(Fault(sheet.title, row, name, "这一列不能在表里改，没有采用"))
        self._merge(sheet, filling, matter, back)

    def _merge(self, sheet: Sheet, filling: Filling, matter: Matter, back: RowBack) -> None:
        columns = {column.key: column.heading for column in filling.columns if may_change(column)}
        base, ours = self.base[matter.number], cells_of(matter, {})
        merged = merge(_of(base, columns), _of(back.cells, columns), _of(ours, columns))
        for key in columns:
            was, there, here = base.get(key, ""), back.cells.get(key, ""), ours.get(key, "")
            self.found.same += there == here != was
            self.found.ours_only += there == was != here
        cells = [(self.found.taken, key) for key in merged.taken]
        cells += [(self.found.clashes, key) for key in merged.clashes]
        if cells and matter.pk not in self.changeable:
            why = "这件事项的登记内容不由您更正" if matter.state in OPEN else f"这件事项{matter.get_state_display()}"
            self.found.fixed.append(Fault(sheet.title, back.row, "", f"{matter.number}：{why}，没有采用"))
            return
        for into, key in cells:
            was, there, here = base.get(key, ""), back.cells.get(key, ""), ours.get(key, "")
            into.append(Cell(matter, sheet.title, back.row, key, columns[key], was, there, here))

    def _take_new(self, sheet: Sheet, head: Head, filling: Filling, numbered: set[int]) -> None:
        """Rows without a number, read as an import reads them."""
        grid = [() if at in numbered else row for at, row in enumerate(sheet.grid, start=1)]
        places = {name: place for name, place in head.columns.items() if name != KEY and name not in SHOWN}
        rest = replace(sheet, grid=grid)
        plain_head = Head(head.first, head.last, places)
        if not any(words(cell) for _, cells in rest.body(plain_head) for cell in cells.values()):
            return
        reader = Reader(self.by, self.book.campaign, filling, rest, plain_head, sealing=False)
        reader.take_rows()
        self.found.new += reader.read.matters
        self.found.known += reader.read.known
        self.found.faults += reader.read.faults

    def finish(self) -> None:
        """Say who changed here what clashes, what cannot be changed as asked, and which rows are gone."""
        names = self.found
        changed = last_amended({cell.matter.pk for cell in names.clashes})
        names.clashes = [
            replace(cell, by=f"{told.amending.by}，{told.amending.at:%Y-%m-%d}") if told else cell
            for cell in names.clashes for told in [changed.get((cell.matter.pk, cell.key))]
        ]  # fmt: skip
        names.absent = [number for number in self.base if number not in self.seen]
        faults = faults_of_changes(by=self.by, campaign=self.book.campaign, changes=names.changes())
        headings = {(cell.matter.pk, cell.key): cell.heading for cell in names.taken}
        for fault in faults:
            title, row = self.places[fault.matter]
            names.faults.append(Fault(title, row, headings.get((fault.matter, fault.field), ""), fault.words))

    def _fault(self, sheet: Sheet, row: int, column: str, said: str) -> None:
        self.found.faults.append(Fault(sheet.title, row, column, said))


def _of(cells: Mapping[str, str], columns: Mapping[str, str]) -> Cells:
    return {key: cells[key] for key in columns if key in cells}


def _rows_now(book: TownBook, numbers: list[str]) -> dict[str, Matter]:
    found: dict[str, Matter] = {}
    rows = Matter.objects.filter(campaign=book.campaign, township=book.township).select_related("kind", "campaign")
    for start in range(0, len(numbers), STEP):
        found |= {row.number: row for row in rows.filter(number__in=numbers[start : start + STEP])}
    return found
