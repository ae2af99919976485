"""The one door by which a file leaves: no answer without the entry that says who took what, how much, how filtered.

The entry is written before the first byte goes out, so a download that breaks off is on record too.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from zhuanban.ground.journal.events import FileHandedOut, HandedOut, plain
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.services import record

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE = 64 * 1024
WIDEST = 40
MOST_SHEET_ROWS = 1_000_000  # a sheet has 1,048,576; what goes beyond stands on the next
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What people type is not kept, only that they did; of the fields whose values are chosen, the value.
TYPED = "（有文字）"
CHOSEN = (
    forms.ChoiceField, forms.ModelChoiceField, forms.DateField, forms.IntegerField, forms.BooleanField,
)  # fmt: skip


def record_handing_out(
    *,
    by: AbstractBaseUser | None,
    what: str,
    count: int,
    unit: str = "条",
    of: tuple[str, int] = ("district", 0),
    campaign_id: int | None = None,
    filters: dict[str, Any] | None = None,
) -> Entry:
    """That somebody takes a list or a file with him; `of` names the row from which it was made."""
    event = FileHandedOut(
        what=what, count=count, unit=unit, of_kind=of[0], of_id=of[1], filters=filters or {}, campaign_id=campaign_id
    )
    return record(event, by=by)


def handed_out(entry: Entry, content: bytes | Iterable[str] | Iterable[bytes], *, name: str, kind: str) -> HttpResponse:
    """The file as an answer of the web, for which this entry was written."""
    if entry.event not in {leaf.__name__ for leaf in HandedOut.__subclasses__()}:
        raise ValueError("no entry about a file that is handed out")
    answer: Any = HttpResponse(content, content_type=kind) if isinstance(content, bytes) else StreamingHttpResponse(
        content, content_type=kind
    )  # fmt: skip
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer  # type: ignore[no-any-return]


def plain_filters(form: forms.Form) -> dict[str, Any]:
    """What the filter of a list was set to, without what people typed."""
    form.is_valid()
    told = {}
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", False):
            continue
        told[name] = plain(getattr(value, "pk", value)) if isinstance(field, CHOSEN) else TYPED
    return told


class Line:
    """What csv writes to: hands the line back."""

    def write(self, text: str) -> str:
        return text


def as_csv(headings: Iterable[str], rows: Iterable[Any], cells_of: Callable[[Any], Iterable[str]]) -> Iterator[str]:
    """Line by line behind a byte order mark; cells that a spreadsheet would compute are disarmed."""
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells_of(row)])


def as_xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Any], cells_of: Callable[[Any], Iterable[str]]
) -> Iterator[bytes]:
    """The same as a workbook, a piece at a time: rows lie on disk while it is made, never all of them in memory.

    Cells are text, so that nothing is computed and numbers of matters keep their zeros.
    """
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        head = book.add_format({"bold": True, "bg_color": "#E8F0FD", "border": 1})
        sheet, at = None, 0
        for row in rows:
            if sheet is None or at > MOST_SHEET_ROWS:
                sheet, at = _begun(book, title, headings, head), 1
            for place, cell in enumerate(cells_of(row)):
                sheet.write_string(at, place, cell)
            at += 1
        if sheet is None:
            _begun(book, title, headings, head)
        book.close()
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _begun(book: Any, title: str, headings: Sequence[str], head: Any) -> Any:
    """A sheet with its headings, which stay in sight."""
    count = len(book.worksheets())
    sheet = book.add_worksheet(title[:28] if not count else f"{title[:28]}{count + 1}")
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, min(WIDEST, max(12, 2 * len(heading) + 4)))
        sheet.write_string(0, place, heading, head)
    return sheet
