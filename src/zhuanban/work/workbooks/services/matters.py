"""A workbook as matters to be registered: each row read by the columns of its kind, photos by the row they lie in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhuanban.ground.core.clock import start_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import PHOTOS, kind_of
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.rules import MOST_PHOTO_BYTES
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.rules.loop import MOST_PHOTOS, Source
from zhuanban.work.matters.selectors.batches import rows_known
from zhuanban.work.matters.selectors.kinds import kinds_of
from zhuanban.work.matters.services import NewMatter, faults_in
from zhuanban.work.workbooks.rules.cells import Value, heading, words
from zhuanban.work.workbooks.rules.faults import Fault
from zhuanban.work.workbooks.rules.layout import ABOUT, EXAMPLE, LISTS, NOTES, NUMBER, Column
from zhuanban.work.workbooks.rules.rows import RowRead, digest_of, read_row
from zhuanban.work.workbooks.rules.sheets import Head, Sheet, find_head
from zhuanban.work.workbooks.selectors.filling import Filling, filling_of
from zhuanban.work.workbooks.services.pictures import CellPicture, pictures_in
from zhuanban.work.workbooks.services.reading import read_book

SOURCES = {label: value for value, label in Source.choices}


@dataclass
class Read:
    """What a workbook holds: new matters, rows known from before, and what is wrong."""

    kind: Kind
    matters: list[NewMatter] = field(default_factory=list)
    known: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    photos: int = 0

    def counts(self) -> dict[str, Any]:
        """The figures by which a person says yes."""
        towns: dict[str, int] = {}
        for each in self.matters:
            towns[each.township.name] = towns.get(each.township.name, 0) + 1
        return {"new": len(self.matters), "known": len(self.known), "photos": self.photos, "towns": towns}


def about_of(sheets: Sequence[Sheet]) -> dict[str, str]:
    """What the hidden sheet says that the workbook is; empty for one that is not ours."""
    sheet = next((sheet for sheet in sheets if sheet.title == ABOUT), None)
    return {words(sheet.cell(row, 1)): words(sheet.cell(row, 2)) for row in range(1, sheet.height + 1)} if sheet else {}


def read_matters(
    *, by: User, campaign: Campaign, kind: Kind | None, content: bytes, name: str, sealing: bool
) -> Read:
    """Read the whole workbook; with `sealing` its photos are taken in, else they are only counted and looked at."""
    sheets = read_book(content, name)
    about = about_of(sheets)
    if about.get("用途", "登记") != "登记":
        raise Invalid("这是发给乡镇的工作簿，请到“乡镇工作簿”里上传。", "content")
    if about and about.get("行动") != campaign.slug:
        raise Invalid("这张模板是另一个专项行动的，请在本行动里下载模板。", "content")
    if about.get("类别"):
        kind = kinds_of(campaign).filter(code=about["类别"]).first() or kind
    if kind is None:
        raise Invalid("认不出是哪一类事项，请选择类别，或者用下载的模板填写。", "kind")
    filling = filling_of(by, campaign, kind)
    sheet, head = _sheet_with_head(sheets, filling.columns)
    reader = Reader(by, campaign, filling, sheet, head, sealing=sealing)
    reader.take_pictures(pictures_in(content))
    reader.take_rows()
    return reader.read


def _sheet_with_head(sheets: Sequence[Sheet], columns: Sequence[Column]) -> tuple[Sheet, Head]:
    names = [column.heading for column in columns]
    for sheet in sheets:
        if not sheet.is_hidden and sheet.title not in (ABOUT, LISTS) and (head := find_head(sheet, names)):
            return sheet, head
    raise Invalid(f"找不到表头：请保留模板里写有“{names[0]}”“{names[1]}”等列名的那一行。", "content")


class Reader:
    """Reads the rows of one sheet as new matters; what is wrong, known or new stands in `read`."""

    def __init__(
        self, by: User, campaign: Campaign, filling: Filling, sheet: Sheet, head: Head, *, sealing: bool
    ) -> None:
        self.by, self.campaign, self.filling, self.sheet, self.head = by, campaign, filling, sheet, head
        self.sealing, self.only = sealing, next(iter(filling.townships), "")
        self.read = Read(filling.kind)
        self.pictures: dict[int, dict[str, list[Photo]]] = {}
        known = {heading(column.heading) for column in filling.columns} | {heading(NUMBER)}
        shown = [words(cell) for cell in sheet.row(head.last)]
        self.read.ignored = [name for name in dict.fromkeys(shown) if name and heading(name) not in known]
        self.missing = [
            column for column in filling.columns
            if column.required and not column.is_photo and column.heading not in head.columns
            and not (column.key == "township" and len(filling.townships) == 1)
        ]  # fmt: skip

    def fault(self, row: int, column: str, said: str) -> None:
        self.read.faults.append(Fault(self.sheet.title, row, column, said))

    def take_pictures(self, pictures: Sequence[CellPicture]) -> None:
        """Each picture to its row, as before or after by the heading of its column."""
        places = {self.head.columns.get(column.heading): column for column in self.filling.columns if column.is_photo}
        for picture in pictures:
            if picture.sheet != self.sheet.title or picture.row <= self.head.last:
                continue
            column = places.get(picture.column)
            if column is None:
                names = "或".join(f"“{each.heading}”" for each in self.filling.columns if each.is_photo)
                self.fault(picture.row, "", f"有一张图片不在照片列里，请移到{names}列")
                continue
            self._take_picture(picture, column)

    def _take_picture(self, picture: CellPicture, column: Column) -> None:
        held = self.pictures.setdefault(picture.row, {}).setdefault(column.key, [])
        if len(held) >= MOST_PHOTOS:
            self.fault(picture.row, column.heading, f"一件事项最多 {MOST_PHOTOS} 张照片")
            return
        try:
            held.append(self._photo(picture.content))
        except Invalid as error:
            self.fault(picture.row, column.heading, error.message.rstrip("。"))
        self.read.photos += 1

    def _photo(self, content: bytes) -> Photo:
        if self.sealing:
            return take_photo(by=self.by, campaign_id=self.campaign.pk, content=content, capture=Capture())
        if kind_of(content) not in PHOTOS:
            raise Invalid("图片格式不收，请贴 JPG 或 PNG 图片。")
        if len(content) > MOST_PHOTO_BYTES:
            raise Invalid("图片超过 15 MB。")
        return Photo(campaign_id=self.campaign.pk)

    def take_rows(self) -> None:
        """Every row: wrong, known from before, or new."""
        for column in self.missing:
            self.fault(self.head.last, column.heading, "没有这一列")
        for name in self.head.doubled:
            self.fault(self.head.last, name, "这一列出现了两次，请只留一列")
        if self.read.faults:
            return
        rows: list[tuple[int, RowRead, str]] = []
        digests: dict[str, int] = {}
        for number, cells in self._filled():
            read = read_row(self.filling.columns, cells)
            for column_name, said in read.faults:
                self.fault(number, column_name, said)
            if read.faults:
                continue
            digest = digest_of(self.filling.kind.code, {"township": self.only, **read.values})
            if digest in digests:
                self.fault(number, "", f"与第 {digests[digest]} 行完全相同，请删去一行")
            digests.setdefault(digest, number)
            rows.append((number, read, digest))
        self._sort_out(rows)

    def _filled(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """The rows in which somebody wrote: neither the example nor the notes."""
        places = {**self.head.columns, "": self._place_of(NUMBER)}
        for number, cells in self.sheet.body(Head(self.head.first, self.head.last, places)):
            if words(cells.pop("", "")) not in {EXAMPLE, NOTES} and any(map(words, cells.values())):
                yield number, cells

    def _place_of(self, name: str) -> int:
        found = [place for place, cell in enumerate(self.sheet.row(self.head.last), 1) if heading(cell) == name]
        return found[0] if found else self.sheet.width + 1

    def _sort_out(self, rows: Sequence[tuple[int, RowRead, str]]) -> None:
        known = rows_known(self.campaign, [digest for *_, digest in rows])
        for number, read, digest in rows:
            if digest in known:
                self.read.known.append((number, known[digest].number))
            else:
                self.read.matters.append(self._matter(number, read.values, digest))
        headings = {column.key: column.heading for column in self.filling.columns}
        # What is brought in is looked through once more by the registration itself.
        for fault in [] if self.sealing else faults_in(by=self.by, campaign=self.campaign, matters=self.read.matters):
            self.fault(fault.row, headings.get(fault.field, ""), fault.words.rstrip("。"))
        self.read.faults.sort()

    def _matter(self, number: int, values: Mapping[str, Any], digest: str) -> NewMatter:
        filling, pictures = self.filling, self.pictures.get(number, {})
        day = values.get("happened_on")
        own = {key.removeprefix("field-"): value for key, value in values.items() if key.startswith("field-")}
        return NewMatter(
            kind=filling.kind,
            township=filling.townships[values.get("township", self.only)],
            place=values["place"],
            title=values.get("title") or f"{values['place']}{filling.kind.name}"[:120],
            detail=values.get("detail", ""),
            source=SOURCES[values["source"]] if "source" in values else Source.SURVEY,
            happened_at=start_of(day) if day else None,
            longitude=values.get("longitude"),
            latitude=values.get("latitude"),
            planned_on=values.get("planned_on"),
            fields=own,
            clause=filling.clauses.get(values.get("clause", "")),
            photos=pictures.get("photos", ()),
            photos_after=pictures.get("photos_after", ()),
            row=number,
            digest=digest,
        )
