"""Workbooks that came in, and what was found in them."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules.batches import UNDO_WITHIN
from zhuanban.work.workbooks.models import BookImport
from zhuanban.work.workbooks.rules.faults import Fault


@dataclass(frozen=True)
class Found:
    """What the check found: faults, headings that no column has, rows that came in before."""

    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    known: list[tuple[int, str]] = field(default_factory=list)

    def kept(self) -> str:
        """As it is stored."""
        faults = [[fault.sheet, fault.row, fault.column, fault.words] for fault in self.faults]
        return json.dumps({"faults": faults, "ignored": self.ignored, "known": self.known}, ensure_ascii=False)


def found_in(row: BookImport) -> Found:
    """What the check of a workbook found."""
    held: Any = row.found
    if not held:
        return Found()
    kept = json.loads(held.in_full())
    known = [(number, name) for number, name in kept["known"]]
    return Found([Fault(*fault) for fault in kept["faults"]], kept["ignored"], known)


def imports_for(user: User, campaign: Campaign) -> QuerySet[BookImport]:
    """The workbooks of the action that the person may see, newest first."""
    rows = permitted(user, "workbook.view", BookImport).filter(campaign=campaign).defer("content", "found")
    return rows.exclude(state=BookImport.State.DISCARDED).select_related("by", "kind", "batch")


def import_for(user: User, campaign: Campaign, uid: UUID) -> BookImport:
    """One workbook; 404 where the person may not see it."""
    rows = permitted(user, "workbook.view", BookImport).filter(campaign=campaign)
    return get_object_or_404(rows.select_related("by", "kind", "batch", "campaign").defer("content"), uid=uid)


def may_bring_in(user: User, row: BookImport) -> bool:
    """Whether the person may confirm this workbook: who sent it."""
    return may(user, "workbook.bring_in", row)


def may_undo(user: User, row: BookImport) -> bool:
    """Whether what it brought in can be taken back now by this person."""
    batch = row.batch
    if batch is None or batch.undone_at or clock.now() - batch.at > UNDO_WITHIN:
        return False
    return may(user, "matter.withdraw", batch)
