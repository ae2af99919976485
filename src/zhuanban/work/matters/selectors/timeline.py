"""The time line of a matter: the journal's sentences with who did it and what was written."""

from dataclasses import dataclass
from datetime import datetime

from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Unit
from zhuanban.work.matters.events import MatterEvent
from zhuanban.work.matters.models import BatchRow, Matter, Remark, Urging
from zhuanban.work.matters.selectors.amending import entries_amending


@dataclass(frozen=True)
class Step:
    """One line: when, what, by whom for which unit, and what was written with it."""

    at: datetime
    event: str
    sentence: str
    who: str
    unit: str
    text: str
    is_simulated: bool


def steps_of(matter: Matter) -> list[Step]:
    """The whole time line, oldest first, in four queries where its batch is known."""
    entries = list(timeline_of("matter", matter.pk, also=[*entries_of_batch(matter), *entries_amending(matter)]))
    said = dict(Remark.objects.filter(matter=matter).values_list("pk", "text"))
    is_urged = any(entry.payload.get("urging_id") for entry in entries)
    urged = dict(Urging.objects.filter(matter=matter).values_list("pk", "text")) if is_urged else {}
    units = dict(Unit.objects.filter(pk__in={entry.unit_id for entry in entries}).values_list("pk", "name"))
    return [
        Step(
            at=entry.at,
            event=entry.event,
            sentence=_shown(entry, matter),
            who=entry.who,
            unit=units.get(entry.unit_id or 0, ""),
            text=said.get(entry.payload.get("remark_id"), "") or urged.get(entry.payload.get("urging_id"), ""),
            is_simulated=entry.is_simulated,
        )
        for entry in entries
    ]


def _shown(entry: Entry, matter: Matter) -> str:
    """Without the matter's own number, which stands above the whole line; a batch is named by its first and last."""
    own = entry.subject_kind == MatterEvent.subject_kind
    return entry.sentence.replace(matter.number, "", 1).strip() if own else entry.sentence


def entries_of_batch(matter: Matter) -> list[int]:
    """The entries that stand for this matter and others of its file: that of registering, that of taking back."""
    try:
        row = matter.batch_row
    except BatchRow.DoesNotExist:
        return []
    return [key for key in (row.batch.entry_id, row.batch.undo_entry_id if row.is_undone else None) if key]


def said_before(matter: Matter, event: type[MatterEvent], approval_id: int) -> bool:
    """Whether the outcome of this approval stands on the time line already."""
    told = timeline_of("matter", matter.pk).filter(event=event.__name__, payload__approval_id=approval_id)
    return told.exists()
