"""The columns of a ledger: which there are, which a view shows, and what stands in their cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Kind, KindVersion, Matter, Remark
from zhuanban.work.matters.rules.kinds import FieldSpec
from zhuanban.work.matters.rules.loop import Act
from zhuanban.work.matters.rules.wording import end_words
from zhuanban.work.matters.selectors.kinds import spec_of
from zhuanban.work.matters.selectors.labels import labels_by_matter
from zhuanban.work.matters.selectors.lists import ListRow, owners_of, rows_shown
from zhuanban.work.matters.selectors.milestones import milestone_words
from zhuanban.work.matters.selectors.persons import persons_by_matter

MOST_COLUMNS = 40
BATCH = 500
OWN_FIELD = "f-"


@dataclass(frozen=True)
class Cell:
    """What a cell is made from: the row, and what was read for its column beside it."""

    row: ListRow
    read: Mapping[str, Mapping[Any, str]]

    @property
    def matter(self) -> Matter:
        return self.row.matter


@dataclass(frozen=True)
class Column:
    """One column: its code in addresses, its heading, its words, what is read for it, and the order it stands for."""

    code: str
    name: str
    words: Callable[[Cell], str]
    reads: str = ""
    sort: str = ""
    is_wide: bool = field(default=False, compare=False)


def minute(instant: datetime | None) -> str:
    """2024-04-10 09:00 in Shanghai; empty for none."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if instant else ""


def _standard(cell: Cell) -> str:
    return cell.read["standard"].get((cell.matter.kind_id, cell.matter.kind_version), "")


COLUMNS = {
    column.code: column
    for column in (
        Column("number", "编号", lambda cell: cell.matter.number),
        Column("township", "乡镇（街道）", lambda cell: cell.matter.township.name, sort="town"),
        Column("kind", "类别", lambda cell: cell.matter.kind.name, sort="kind"),
        Column("clause", "条款", lambda cell: str(cell.matter.clause) if cell.matter.clause else ""),
        Column("title", "事项", lambda cell: cell.matter.title, is_wide=True),
        Column("place", "地点", lambda cell: cell.matter.place, sort="place"),
        Column("handler", "承办单位", lambda cell: cell.matter.handler.name if cell.matter.handler else "",
               sort="handler"),
        Column("owner", "责任人", lambda cell: cell.row.owner, reads="owner"),
        Column("person", "承办人", lambda cell: cell.read["person"].get(cell.matter.pk, ""), reads="person"),
        Column("happened", "发现时间", lambda cell: minute(cell.matter.happened_at)),
        Column("entered", "登记时间", lambda cell: minute(cell.matter.entered_at), sort="old"),
        Column("due", "时限", lambda cell: end_words(cell.matter.due_at), sort="due"),
        Column("left", "剩余", lambda cell: cell.row.limit),
        Column("state", "状态", lambda cell: cell.row.state),
        Column("light", "亮灯", lambda cell: cell.matter.get_light_display()),
        Column("rework", "返工次数", lambda cell: str(cell.matter.rework_count)),
        Column("closed", "销号时间", lambda cell: minute(cell.matter.closed_at)),
        Column("source", "来源", lambda cell: cell.matter.get_source_display()),
        Column("profile", "流程", lambda cell: cell.matter.get_profile_display()),
        Column("detail", "说明", lambda cell: cell.matter.detail, is_wide=True),
        Column("planned", "计划完成", lambda cell: str(cell.matter.planned_on or ""), sort="planned"),
        Column("standard", "销号标准", _standard, reads="standard", is_wide=True),
        Column("milestones", "里程碑", lambda cell: cell.read["milestones"].get(cell.matter.pk, ""),
               reads="milestones"),
        Column("labels", "标签", lambda cell: cell.read["labels"].get(cell.matter.pk, ""), reads="labels"),
        Column("progress", "最新进展", lambda cell: cell.read["progress"].get(cell.matter.pk, ""), reads="progress",
               is_wide=True),
    )
}  # fmt: skip
# What a file holds where no columns were chosen.
USUAL = (
    "number", "township", "kind", "clause", "title", "place", "handler", "owner", "happened", "entered", "due", "left",
    "state", "light", "rework", "closed", "source",
)  # fmt: skip
OF_VIEW = {
    "progress": ("number", "township", "clause", "title", "place", "standard", "handler", "owner", "planned",
                 "milestones", "progress", "light", "state"),
    "mend": ("number", "township", "kind", "title", "place", "handler", "owner", "happened", "due", "left",
             "progress", "rework", "state", "closed"),
}  # fmt: skip


def columns_chosen(view: str, codes: str, kind: Kind | None) -> list[Column]:
    """The columns of this list in their order; empty where it is shown as usual. Unknown codes are left out."""
    wanted = [code for code in dict.fromkeys(codes.split(",")) if code][:MOST_COLUMNS]
    known = dict(COLUMNS)
    if kind and any(code.startswith(OWN_FIELD) for code in wanted):
        known.update({column.code: column for column in own_columns(kind)})
    found = [known[code] for code in wanted if code in known]
    return found or [COLUMNS[code] for code in OF_VIEW.get(view, ())]


def own_columns(kind: Kind) -> list[Column]:
    """The kind's own fields as columns."""
    return [_own(each) for each in spec_of(kind).fields]


def _own(spec: FieldSpec) -> Column:
    def words(cell: Cell) -> str:
        value = cell.matter.fields.get(spec.code, "")
        return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)

    return Column(f"{OWN_FIELD}{spec.code}", spec.name, words)


def cells_shown(
    campaign: Campaign, columns: Sequence[Column], matters: Iterable[Matter]
) -> Iterator[tuple[ListRow, list[str]]]:
    """Row after row with the words of its cells; what columns need beside is read for a batch of rows at a time."""
    needed = {column.reads for column in columns}
    owners = owners_of(campaign) if "owner" in needed else {}
    waiting = iter(matters)
    while batch := list(islice(waiting, BATCH)):
        read = {name: READERS[name](batch) for name in needed & READERS.keys()}
        for row in rows_shown(batch, owners):
            cell = Cell(row, read)
            yield row, [column.words(cell) for column in columns]


def _standards(batch: Sequence[Matter]) -> Mapping[Any, str]:
    versions = KindVersion.objects.filter(kind__in={matter.kind_id for matter in batch})
    return {(kind, number): spec["closing_standard"] for kind, number, spec in versions.values_list(
        "kind", "number", "spec")}  # fmt: skip


def _latest_progress(batch: Sequence[Matter]) -> Mapping[Any, str]:
    said = Remark.objects.filter(matter__in=batch, act__in=[Act.PROGRESS, Act.FINISH_STAGE, Act.REPORT_DONE])
    return dict(said.order_by("pk").values_list("matter", "text"))


READERS: dict[str, Callable[[Sequence[Matter]], Mapping[Any, str]]] = {
    "standard": _standards,
    "progress": _latest_progress,
    "labels": labels_by_matter,
    "person": persons_by_matter,
    "milestones": milestone_words,
}
