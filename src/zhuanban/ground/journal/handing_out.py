"""The one door by which a file leaves: no answer without the entry that says who took what, how much, how filtered.

The entry is written before the first byte goes out, so a download that breaks off is on record too.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from zhuanban.ground.journal.events import FileHandedOut, HandedOut, plain
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.services import record

CSV = "text/csv; charset=utf-8"
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


def handed_out(entry: Entry, content: bytes | Iterable[str], *, name: str, kind: str) -> HttpResponse:
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
