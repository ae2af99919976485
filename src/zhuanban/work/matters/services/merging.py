"""The office puts a matter that is the same as another into that one (并案), and takes it out again."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events import MatterMerged, MatterTookIn, MatterUnmerged
from zhuanban.work.matters.models import Clock, Matter, MatterPhoto, MatterScope, Merger
from zhuanban.work.matters.rules.loop import OPEN, Act, PhotoRole
from zhuanban.work.matters.selectors.links import has_open_parts, merger_of
from zhuanban.work.matters.selectors.scopes import units_by_rows
from zhuanban.work.matters.services.writing import (
    LIT,
    hidden_from,
    hold,
    lit,
    locked,
    moved,
    reasoned,
    remarked,
    saved,
    shown_to,
    unit_of,
)


@transaction.atomic
def merge_matter(*, by: User, matter: Matter, into: Matter, reason: str = "") -> Matter:
    """The duplicate leaves the figures; its photos and the units that registered it go along into the other."""
    row, before = hold(by, Act.MERGE, matter)
    other, now = locked(into), clock.now()
    _check(row, other)
    Clock.objects.filter(assignment__matter=row, stopped_at=None).update(stopped_at=now)
    moved(row, Act.MERGE)
    row.closed_at = now
    lit(row, None, now)
    saved(row, before, "state", "closed_at", *LIT)
    Merger.objects.create(
        matter=row, into=other, by=by, at=now, photos=_photos_taken_along(row, other), units=_shown_along(row, other)
    )
    unit = unit_of(by)
    record(
        MatterMerged(
            matter_id=row.pk,
            number=row.number,
            into=other.number,
            into_id=other.pk,
            remark_id=remarked(row, Act.MERGE, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit,
    )
    told = MatterTookIn(
        matter_id=other.pk, number=other.number, other=row.number, other_id=row.pk, campaign_id=other.campaign_id
    )
    record(told, by=by, unit_id=unit)
    return row


def _check(row: Matter, other: Matter) -> None:
    if other.pk == row.pk or other.campaign_id != row.campaign_id:
        raise Invalid("请选本行动的另一件事项。", "into")
    if other.state not in OPEN:
        raise Invalid(f"{other.number}{other.get_state_display()}，不能再并入。", "into")
    if row.merged.filter(undone_at=None).exists():
        raise Invalid("已经有别的事项并入这一件，不能再把它并入别处。请把后来登记的并入这一件。")
    if has_open_parts(row):
        raise Invalid("有拆分出去的事项还没有销号，不能并案。")


def _photos_taken_along(row: Matter, other: Matter) -> list[int]:
    """Show the photos of what was found with the other matter too; the keys of the rows that are new there."""
    there = set(MatterPhoto.objects.filter(matter=other, role=PhotoRole.BEFORE).values_list("photo", flat=True))
    found = MatterPhoto.objects.filter(matter=row, role=PhotoRole.BEFORE).exclude(photo__in=there)
    fresh = [MatterPhoto(matter=other, photo_id=each.photo_id, role=each.role) for each in found]
    return [each.pk for each in MatterPhoto.objects.bulk_create(fresh)]


def _shown_along(row: Matter, other: Matter) -> list[int]:
    """Let the units that registered the duplicate see the other; those to whom it is new."""
    filers = set(MatterScope.objects.filter(matter=row, is_filer=True).values_list("unit", flat=True))
    fresh = sorted(filers - set(MatterScope.objects.filter(matter=other).values_list("unit", flat=True)))
    for unit in fresh:
        shown_to(other, [], filer=unit)
    return fresh


@transaction.atomic
def unmerge_matter(*, by: User, matter: Matter, reason: str) -> Matter:
    """Take a matter out of the other again: it waits for the office, and the other loses what it got."""
    row, before = hold(by, Act.UNMERGE, matter)
    merger = merger_of(row)
    if merger is None:
        raise Invalid("这件事项没有并入别的事项，不能“撤销并案”。")
    reason, now, other = reasoned(reason), clock.now(), merger.into
    MatterPhoto.objects.filter(pk__in=merger.photos, matter=other).delete()
    _hidden_again(other, merger.units)
    merger.undone_at = now
    merger.save(update_fields=["undone_at"])
    moved(row, Act.UNMERGE)
    row.closed_at, row.handler = None, None
    lit(row, None, now)
    saved(row, before, "state", "closed_at", "handler", *LIT)
    record(
        MatterUnmerged(
            matter_id=row.pk,
            number=row.number,
            into=other.number,
            into_id=other.pk,
            remark_id=remarked(row, Act.UNMERGE, by, reason),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


def _hidden_again(other: Matter, units: list[int]) -> None:
    """Those who saw the other only through the duplicate see it no more."""
    rows = MatterScope.objects.filter(matter=other, unit__in=units)
    by_rows = units_by_rows(other)
    rows.filter(unit__in=by_rows).update(is_filer=False)
    hidden_from(locked(other), set(units) - by_rows)
