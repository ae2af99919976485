"""The office gives shares of a matter to other units as matters of their own (拆分); the lead's is closed last."""

from collections.abc import Iterable

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.work.matters.events import MatterRegistered, MatterSplit
from zhuanban.work.matters.models import Matter, MatterPhoto, Part, TallyChange
from zhuanban.work.matters.rules.loop import Act, Light, PhotoRole, State
from zhuanban.work.matters.selectors.scopes import units_by_duty
from zhuanban.work.matters.services.dispatch import check_unit, dispatch_matter
from zhuanban.work.matters.services.writing import Share, changes_of, hold, remarked, shown_to, unit_of

MOST_PARTS = 10


@transaction.atomic
def split_matter(*, by: User, matter: Matter, units: Iterable[Unit], instruction: str = "") -> Matter:
    """Register a part for each unit and give it to the unit at once; each has its own limit and its own check."""
    row, _ = hold(by, Act.SPLIT, matter)
    chosen = list({unit.pk: unit for unit in units}.values())
    _check(row, chosen)
    parts = []
    for unit in chosen:
        part = _part(row, unit, by)
        parts.append(f"{part.number}（{unit.name}）")
        dispatch_matter(by=by, matter=part, unit=unit, instruction=instruction)
    record(
        MatterSplit(
            matter_id=row.pk,
            number=row.number,
            parts="、".join(parts),
            remark_id=remarked(row, Act.SPLIT, by, instruction),
            campaign_id=row.campaign_id,
        ),
        by=by,
        unit_id=unit_of(by),
    )
    return row


def _check(row: Matter, units: list[Unit]) -> None:
    if Part.objects.filter(matter=row).exists():
        raise Invalid("这件事项本身是拆分出来的，不能再拆分。")
    if not 1 <= len(units) <= MOST_PARTS:
        raise Invalid(f"请选 1 至 {MOST_PARTS} 个单位。", "units")
    busy = set(Part.objects.filter(whole=row, matter__closed_at=None).values_list("matter__handler", flat=True))
    for unit in units:
        if unit.pk == row.handler_id:
            raise Invalid(f"“{unit.name}”是主办单位，拆分给其他单位。", "units")
        if unit.pk in busy:
            raise Invalid(f"“{unit.name}”已经有拆分出去、还没有销号的事项。", "units")
        check_unit(row, unit)


def _part(row: Matter, unit: Unit, by: User) -> Matter:
    """The part as a matter: the same thing at the same place, with the photos of what was found."""
    now = clock.now()
    year = local_day(now).year
    part = Matter.objects.create(
        uid=uuid7(),
        number=f"{year}-{next_number(f'matter:{row.campaign_id}:{year}'):05d}",
        title=f"{row.title[: 116 - len(unit.name)]}（{unit.name}）",
        state=State.REGISTERED,
        light=Light.NONE,
        filed_by=by,
        entered_at=now,
        **{name: getattr(row, name) for name in COPIED},
    )
    Part.objects.create(whole=row, matter=part, at=now)
    TallyChange.objects.bulk_create(changes_of(part, Share()))
    shown_to(part, [part.township_id, *units_by_duty(part.clause_id)], filer=unit_of(by))
    found = MatterPhoto.objects.filter(matter=row, role=PhotoRole.BEFORE)
    MatterPhoto.objects.bulk_create(MatterPhoto(matter=part, photo_id=each.photo_id, role=each.role) for each in found)
    told = MatterRegistered(
        matter_id=part.pk, number=part.number, kind=part.kind.name, township=part.township.name,
        township_id=part.township_id, note=f"；由 {row.number} 拆分", campaign_id=part.campaign_id,
    )  # fmt: skip
    record(told, by=by, unit_id=unit_of(by))
    return part


COPIED = (
    "campaign", "kind", "kind_version", "clause", "township", "profile", "source", "detail", "place", "longitude",
    "latitude", "happened_at", "planned_on",
)  # fmt: skip
