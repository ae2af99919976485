"""The reply sheet (回复表): the file as it came, its reply columns filled from our matters; each case answered once."""

import io

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.handing_out import record_handing_out
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import User
from zhuanban.work.channels.models import ChannelCase, ChannelFile
from zhuanban.work.channels.rules.layouts import REPLIES, TARGETS
from zhuanban.work.channels.selectors.files import cases_of, layout_in, meanings_of
from zhuanban.work.matters.models import Remark
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.workbooks.rules.cells import words

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def reply_sheet(*, by: User, file: ChannelFile) -> tuple[bytes, Entry]:
    """The sheet and the entry that it was handed out; what is filled in counts as answered from now on."""
    require(by, "channel.open", file)
    layout = layout_in(file)
    meant = meanings_of(file.campaign, file.system, layout.headings)
    places = {target: layout.head.columns[name] for name, target in meant.items() if name in layout.head.columns}
    if "number" not in places:
        raise Invalid("还没有认出哪一列是对方编号，请先核对列对应。")
    grid = [[words(cell) for cell in row] for row in layout.sheet.grid]
    added = [target for target in REPLIES if target not in places]
    for target in added:
        places[target] = max(layout.sheet.width, *places.values()) + 1
        _put(grid, layout.head.last, places[target], TARGETS[target].removesuffix("（回填）"))
    below = range(layout.head.last + 1, len(grid) + 1)
    numbers = {row: words(layout.sheet.cell(row, places["number"])) for row in below}
    cases = cases_of(file, numbers.values())
    replies = _replies(cases)
    answered = []
    for row, number in numbers.items():
        case = cases.get(number)
        if case and case.matter.state == State.CLOSED and case.matter.closed_at:
            _put(grid, row, places["reply"], replies.get(case.matter_id, "已办理。"))
            _put(grid, row, places["result"], "已办结")
            _put(grid, row, places["finished"], local_day(case.matter.closed_at).isoformat())
            answered.append(case.pk)
    ChannelCase.objects.filter(pk__in=answered, answered_at=None).update(answered_at=clock.now())
    entry = record_handing_out(
        by=by, what=f"{file.get_system_display()}回复表", count=len(answered), unit="件", of=("channel_file", file.pk),
        campaign_id=file.campaign_id,
    )  # fmt: skip
    return _workbook(layout.sheet.title, grid), entry


def _put(grid: list[list[str]], row: int, column: int, said: str) -> None:
    cells = grid[row - 1]
    cells += [""] * (column - len(cells))
    cells[column - 1] = said


def _replies(cases: dict[str, ChannelCase]) -> dict[int, str]:
    """Matter → what its unit wrote when it reported it done, the last time."""
    keys = [case.matter_id for case in cases.values()]
    rows = Remark.objects.filter(matter__in=keys, act=Act.REPORT_DONE).order_by("pk").values_list("matter", "text")
    return dict(rows)


def _workbook(title: str, grid: list[list[str]]) -> bytes:
    """Every cell as text, so that nothing in it is computed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31] or "回复")
        for number, row in enumerate(grid):
            for column, said in enumerate(row):
                if said:
                    sheet.write_string(number, column, said)
    return out.getvalue()
