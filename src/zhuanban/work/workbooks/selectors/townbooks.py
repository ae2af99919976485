"""What a township's workbook holds: its open matters, kind by kind, as cells by column."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import existing_on
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.amending import said_by
from zhuanban.work.matters.rules.batches import UNDO_WITHIN
from zhuanban.work.matters.rules.loop import OPEN, Source
from zhuanban.work.matters.rules.wording import limit_left
from zhuanban.work.matters.selectors.kinds import specs_of
from zhuanban.work.workbooks.models import TownBook, TownReturn
from zhuanban.work.workbooks.rules.layout import columns_of
from zhuanban.work.workbooks.rules.townbooks import HANDLER, KEY, LIMIT, STATE, Cells, of_sheet, unlocked
from zhuanban.work.workbooks.selectors.filling import Filling, clauses_by_words

MOST_ROWS = 5000


@dataclass(frozen=True)
class Out:
    """A sheet of the workbook: how its kind is filled in, and its matters."""

    filling: Filling
    rows: list[Matter]


def townships_to_take(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The townships whose workbook this person takes out and sends back."""
    units = permitted(user, "townbook.take", Unit, within=campaign.pk).filter(district=campaign.district_id)
    return units.filter(existing_on(clock.today())).order_by("pk")


def takes_out(user: User, campaign: Campaign) -> bool:
    """Whether the person takes out workbooks of townships."""
    return townships_to_take(user, campaign).exists()


def township_to_take(user: User, campaign: Campaign, key: int) -> Unit:
    """One of them; 404 for others."""
    unit = townships_to_take(user, campaign).filter(pk=key).first()
    if unit is None:
        raise Http404
    return unit


def open_matters(campaign: Campaign, township: Unit) -> list[Matter]:
    """The matters of a township that are open, in the order of their numbers."""
    rows = Matter.objects.filter(campaign=campaign, township=township, state__in=OPEN)
    return list(rows.select_related("kind", "handler").order_by("kind", "pk")[:MOST_ROWS])


def sheets_of(campaign: Campaign, township: Unit, rows: Sequence[Matter]) -> list[Out]:
    """A sheet for every kind in use: those with matters, and those to which rows may be added."""
    by_kind: dict[int, list[Matter]] = {}
    for row in rows:
        by_kind.setdefault(row.kind_id, []).append(row)
    fillings = fillings_of(campaign, township)
    return [Out(filling, by_kind[filling.kind.pk]) for filling in fillings.values() if filling.kind.pk in by_kind]


def fillings_of(campaign: Campaign, township: Unit) -> dict[str, Filling]:
    """Code of a kind → how the township's sheet of it is filled in."""
    clauses: dict[str, Clause] = {}
    found = {}
    for kind, spec in specs_of(campaign):
        if spec.is_general and not clauses:
            clauses = clauses_by_words(campaign)
        own = clauses if spec.is_general else {}
        columns = unlocked(of_sheet(columns_of(spec, [township.name], list(own))))
        found[kind.code] = Filling(kind, kind.version, spec, columns, {township.name: township}, own)
    return found


def cells_of(row: Matter, clauses: Mapping[int, str]) -> Cells:
    """What the cells of a matter say, by the keys of the columns; nothing for what is empty."""
    said = said_by(row.title, row.place, row.detail, row.fields)
    more = {
        "clause": clauses.get(row.clause_id or 0, ""),
        "planned_on": row.planned_on.isoformat() if row.planned_on else "",
        "happened_on": local_day(row.happened_at).isoformat(),
        "source": str(Source(row.source).label),
        "longitude": _degrees(row.longitude),
        "latitude": _degrees(row.latitude),
    }
    return said | {name: value for name, value in more.items() if value}


def _degrees(value: Any) -> str:
    return "" if value is None else format(value.normalize(), "f")


def shown_cells(row: Matter) -> dict[str, str]:
    """What is told beside: the number and how it stands; nobody changes it in the sheet."""
    limit = limit_left(row.state, row.due_at, clock.now())
    handler = row.handler.name if row.handler else ""
    return {KEY: row.number, STATE: row.get_state_display(), LIMIT: limit, HANDLER: handler}


def base_of(book: TownBook) -> dict[str, Cells]:
    """Number of a matter → its cells when the workbook went out."""
    held: Any = book.base
    return dict(json.loads(held.in_full())) if held else {}


def book_named(campaign: Campaign, name: str) -> TownBook | None:
    """The workbook that went out with this name in it; None for what is none of this action."""
    try:
        uid = UUID(name)
    except ValueError:
        return None
    return TownBook.objects.filter(campaign=campaign, uid=uid).select_related("township", "campaign").first()


def returns_for(user: User, campaign: Campaign) -> QuerySet[TownReturn]:
    """The workbooks that came back and that the person may see, newest first."""
    rows = permitted(user, "townbook.view", TownReturn).filter(book__campaign=campaign).defer("content", "book__base")
    rows = rows.exclude(state=TownReturn.State.DISCARDED)
    return rows.select_related("book__township", "by", "amending", "batch")


def return_for(user: User, campaign: Campaign, uid: UUID) -> TownReturn:
    """One of them; 404 where the person may not see it."""
    rows = permitted(user, "townbook.view", TownReturn).filter(book__campaign=campaign)
    rows = rows.select_related("book__township", "book__campaign", "by", "amending", "batch")
    return get_object_or_404(rows, uid=uid)


def may_merge(user: User, row: TownReturn) -> bool:
    """Whether the person may say yes to it, or take it back: who sent it."""
    return may(user, "townbook.merge", row)


def may_undo(user: User, row: TownReturn) -> bool:
    """Whether what it changed can be taken back now by this person."""
    if row.state != row.State.DONE or row.undone_at or not (row.amending_id or row.batch_id):
        return False
    return clock.now() - row.at <= UNDO_WITHIN and may_merge(user, row)

