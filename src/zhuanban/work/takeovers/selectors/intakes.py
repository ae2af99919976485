"""Reading old files on their way in: what they hold, what is wrong with it, which matters are known already."""

import base64
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core.clock import start_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import MOST_PHOTOS, Source
from zhuanban.work.matters.selectors.batches import rows_known
from zhuanban.work.matters.services import NewMatter, faults_in
from zhuanban.work.takeovers.models import Intake, Mapping
from zhuanban.work.takeovers.rules.folders import townships_by_name
from zhuanban.work.takeovers.rules.items import Item, day_of, read


def intakes_for(user: User, campaign: Campaign) -> QuerySet[Intake]:
    """The files of the action that the person may see, newest first, without their content."""
    rows = permitted(user, "takeover.open", Intake).filter(campaign=campaign)
    return rows.select_related("kind", "by", "batch").defer("content", "items").order_by("-pk")


def intake_for(user: User, campaign: Campaign, uid: UUID) -> Intake:
    """One file; 404 where the person may not see it."""
    rows = permitted(user, "takeover.open", Intake).filter(campaign=campaign, uid=uid)
    row = rows.select_related("campaign", "kind", "by", "batch", "mapping").first()
    if row is None:
        raise Http404
    return row


def content_of(row: Intake) -> bytes:
    """The file as it came; Invalid where it is kept no longer."""
    held: Any = row.content
    if not held:
        raise Invalid("这份资料的文件已经不再保存，请重新上传。")
    return base64.b64decode(held.in_full())


def items_in(row: Intake) -> list[Item]:
    """What was read from the file."""
    held: Any = row.items
    return read(held.in_full()) if held else []


def known_layout(campaign: Campaign, digest: str, purpose: str = "takeover") -> Mapping | None:
    """The mapping that was kept for these headings."""
    return Mapping.objects.filter(campaign=campaign, purpose=purpose, digest=digest).first()


def township_names(campaign: Campaign) -> dict[str, int]:
    """Every name under which a township may stand in an old file."""
    return townships_by_name({town.pk: [town.name, *town.aliases] for town in townships_of(campaign.district_id)})


def photos_of(row: Intake, items: Iterable[Item]) -> dict[str, Photo]:
    """uid → photo, for all that the items name."""
    uids = {uid for item in items for uid in (*item.before, *item.after, *item.loose)}
    return {str(photo.uid): photo for photo in Photo.objects.filter(campaign_id=row.campaign_id, uid__in=uids)}


def new_matters(row: Intake, items: Sequence[Item]) -> list[NewMatter]:
    """The items as matters of history; what has no day of its own happened on the day up to which the file speaks."""
    towns = {town.pk: town for town in Unit.objects.filter(pk__in={item.township for item in items if item.township})}
    photos = photos_of(row, items)
    return [_matter(row, item, towns, photos) for item in items if item.township in towns]


def _matter(row: Intake, item: Item, towns: dict[int, Unit], photos: dict[str, Photo]) -> NewMatter:
    happened = day_of(item.happened_on) or min(day_of(item.closed_on) or row.as_of, row.as_of)
    place = item.place or item.title
    note = "" if item.happened_on else f"（原资料没有发现日期，按{happened}登记）"
    return NewMatter(
        kind=row.kind,
        township=towns[item.township or 0],
        title=(item.title or f"{item.place}{row.kind.name}")[:120],
        place=place[:120],
        detail=f"{item.detail[: 1000 - len(note)]}{note}",
        source=Source.HANDOVER,
        happened_at=start_of(happened),
        planned_on=day_of(item.planned_on) or row.as_of,
        fields=item.fields,
        photos=[photos[uid] for uid in item.before if uid in photos],
        photos_after=[photos[uid] for uid in item.after if uid in photos],
        row=item.row,
        digest=item.digest,
    )


def attached_matters(user: User, row: Intake, items: Iterable[Item]) -> dict[str, Matter]:
    """Number → the matter of the action that the person sees."""
    numbers = {item.attach for item in items if item.attach}
    seen = permitted(user, "matter.view", Matter).filter(campaign=row.campaign_id, number__in=numbers)
    return {matter.number: matter for matter in seen.select_related("campaign", "township")}


def judged(user: User, row: Intake, items: Sequence[Item]) -> list[Item]:
    """The items with what is wrong in each; rows that came in before are left out and say so."""
    known = rows_known(row.campaign, [item.digest for item in items])
    matters = attached_matters(user, row, items)
    for item in items:
        if item.digest in known and not item.attach:
            item.skip = True
            item.notes = [f"这一条已经接收过，编号 {known[item.digest].number}"]
        if not item.skip:
            item.faults += _faults(row, item, matters)
    sound = [item for item in items if not item.skip and not item.attach and item.township]
    by_row = {item.row: item for item in sound}
    for fault in faults_in(by=user, campaign=row.campaign, matters=new_matters(row, sound)):
        by_row[fault.row].faults.append(fault.words.rstrip("。"))
    return list(items)


def _faults(row: Intake, item: Item, matters: dict[str, Matter]) -> list[str]:
    if item.loose:
        yet = f"有 {len(item.loose)} 张照片分不清整改前后，请选定"
        return [yet]
    if item.attach:
        return [] if item.attach in matters else [f"没有编号为 {item.attach} 的事项，或者您看不到它"]
    found = []
    if item.township is None:
        found.append(f"认不出“{item.township_said}”是哪个乡镇，请选定" if item.township_said else "请选定乡镇（街道）")
    if not item.place and not item.title:
        found.append("请填写地点")
    if len(item.before) > MOST_PHOTOS or len(item.after) > MOST_PHOTOS:
        found.append(f"整改前、整改后各最多 {MOST_PHOTOS} 张照片，请把文件夹分细")
    start = row.campaign.taken_over_on
    days = [day for name in ("happened_on", "closed_on") if (day := day_of(getattr(item, name)))]
    if start and any(day >= start for day in days):
        found.append(f"日期在接管日期 {start} 之后，不是历史资料，请到台账里登记")
    if len(days) == 2 and days[1] < days[0]:
        found.append("销号日期早于发现日期")
    return found


def suggestions(user: User, row: Intake, items: Collection[Item]) -> dict[int, Matter]:
    """Row → a matter of the same township and place that is here already; a person decides."""
    places = {item.place for item in items if item.place and item.photo_count}
    seen = permitted(user, "matter.view", Matter).filter(campaign=row.campaign_id, place__in=places)
    by_place: dict[tuple[int, str], Matter] = {}
    for matter in seen.select_related("campaign").order_by("-pk")[:500]:
        by_place.setdefault((matter.township_id, matter.place), matter)
    found = ((item.row, by_place.get((item.township or 0, item.place))) for item in items)
    return {number: matter for number, matter in found if matter}

