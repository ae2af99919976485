"""An export file row by row: what it says, which case it is here, which matters it may be."""

import base64
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.channels.models import ChannelCase, ChannelFile
from zhuanban.work.channels.rules.layouts import guessed
from zhuanban.work.channels.selectors.classes import kept_kinds
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.takeovers.rules.folders import township_in
from zhuanban.work.takeovers.rules.headings import digest_of
from zhuanban.work.takeovers.selectors.intakes import known_layout, township_names
from zhuanban.work.takeovers.services.tables import Layout, layout_of
from zhuanban.work.workbooks.rules.cells import CellFault, day, heading, words

NEAR = timedelta(days=30)


@dataclass
class ChannelRow:
    """One row of the file: what it says, the case it is here, and matters that a person may take it for."""

    row: int
    number: str = ""
    title: str = ""
    content: str = ""
    place: str = ""
    report_class: str = ""
    kind: Kind | None = None
    has_open_class: bool = False
    is_refused: bool = False
    township_said: str = ""
    township: int | None = None
    received_on: date | None = None
    deadline: date | None = None
    faults: list[str] = field(default_factory=list)
    case: ChannelCase | None = None
    candidates: list[Matter] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether the file now says another limit than before."""
        return bool(self.case and self.deadline and self.case.due_on != self.deadline)


def files_for(user: User, campaign: Campaign) -> QuerySet[ChannelFile]:
    """The files of the action that the person may see, newest first, without their content."""
    rows = permitted(user, "channel.open", ChannelFile).filter(campaign=campaign)
    return rows.select_related("kind", "by").defer("content").order_by("-pk")


def files_before(before: datetime, held_campaigns: Collection[int]) -> QuerySet[ChannelFile]:
    """Files that came at this instant or before and still hold their content."""
    rows = ChannelFile.objects.filter(at__lte=before).exclude(state=ChannelFile.State.EMPTIED)
    return rows.exclude(campaign__in=held_campaigns).order_by("pk")


def file_for(user: User, campaign: Campaign, uid: UUID) -> ChannelFile:
    """One file; 404 where the person may not see it."""
    rows = permitted(user, "channel.open", ChannelFile).filter(campaign=campaign, uid=uid)
    row = rows.select_related("campaign", "kind", "by").first()
    if row is None:
        raise Http404
    return row


def layout_in(row: ChannelFile) -> Layout:
    """The sheet of the file with its headings."""
    if row.state == ChannelFile.State.EMPTIED:
        raise Invalid("原文件已到保存期限，已经删除。请从对方系统重新导出后再上传。")
    held: Any = row.content
    return layout_of(base64.b64decode(held.in_full()), row.file_name)


def meanings_of(campaign: Campaign, system: str, headings: list[str]) -> dict[str, str]:
    """Heading → target, as the office kept it for these headings, or as such files name it."""
    kept = known_layout(campaign, digest_of(headings), system)
    return dict(kept.columns) if kept else guessed(system, headings)


def rows_of(user: User, file: ChannelFile) -> list[ChannelRow]:
    """Every row against the cases and matters of the action."""
    layout = layout_in(file)
    meant = meanings_of(file.campaign, file.system, layout.headings)
    towns = township_names(file.campaign)
    rows = [_read(number, cells, meant, towns) for number, cells in layout.sheet.body(layout.head)]
    cases = cases_of(file, [row.number for row in rows])
    kinds = kept_kinds(file.campaign, file.system)
    near = _near(user, file.campaign, rows)
    seen: set[str] = set()
    for row in rows:
        _tell_kind(row, file.kind, kinds)
        row.case = cases.get(row.number)
        if not row.case:
            row.candidates = near.get((row.township or 0, row.place), [])[:3]
        if not row.number:
            row.faults.append("没有对方编号")
        elif row.number in seen:
            row.faults.append("对方编号在文件里重复")
        seen.add(row.number)
    return rows


def _tell_kind(row: ChannelRow, general: Kind, kinds: Mapping[str, Kind | None]) -> None:
    """The kind of its class; a row without a class, and one of a class that is not taken, would be of the general."""
    row.has_open_class = bool(row.report_class) and row.report_class not in kinds
    row.kind = None if row.has_open_class else kinds.get(row.report_class) or general
    row.is_refused = bool(row.report_class) and kinds.get(row.report_class, general) is None


def counted_classes(rows: Iterable[ChannelRow]) -> Counter[str]:
    """Every class that the file names and its rows."""
    return Counter(row.report_class for row in rows if row.report_class)


def _read(number: int, cells: Mapping[str, Any], meant: Mapping[str, str], towns: Mapping[str, int]) -> ChannelRow:
    row = ChannelRow(number)
    for name, value in cells.items():
        target, said = meant.get(name, ""), words(value)
        if target in {"received_on", "deadline"} and said:
            try:
                setattr(row, target, day(value))
            except CellFault as fault:
                row.faults.append(f"“{name}”{fault}")
        elif target == "township":
            row.township_said, row.township = said[:80], township_in(said, towns)
        elif target == "report_class":
            row.report_class = heading(value)[:80]
        elif target in {"number", "title", "content", "place"}:
            setattr(row, target, said[: {"number": 60, "content": 900}.get(target, 120)])
    row.title = row.title or row.report_class
    if row.township is None:
        row.township = township_in(row.place, towns)
    return row


def cases_of(file: ChannelFile, numbers: Iterable[str]) -> dict[str, ChannelCase]:
    """Their number → the case that is here."""
    rows = ChannelCase.objects.filter(campaign=file.campaign_id, system=file.system, number__in=set(numbers))
    return {row.number: row for row in rows.select_related("matter__campaign", "matter__township")}


def _near(user: User, campaign: Campaign, rows: Iterable[ChannelRow]) -> dict[tuple[int, str], list[Matter]]:
    """Matters of the last days, or open, at the very places of the rows."""
    places = {row.place for row in rows if row.place}
    seen = permitted(user, "matter.view", Matter).filter(campaign=campaign, place__in=places)
    since, found = clock.now() - NEAR, dict[tuple[int, str], list[Matter]]()
    for matter in seen.select_related("campaign").order_by("-pk")[:500]:
        if matter.state in OPEN or matter.happened_at >= since:
            found.setdefault((matter.township_id, matter.place), []).append(matter)
    return found
