"""Keeping which kind each class of reports becomes (类别对应): asked once a channel, used for every later file."""

from collections.abc import Mapping

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.channels.events import ClassesKept
from zhuanban.work.channels.models import ChannelClass, ChannelFile
from zhuanban.work.channels.selectors.files import counted_classes, rows_of
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.kinds import kinds_of


@transaction.atomic
def keep_classes(*, by: User, file: ChannelFile, kinds: Mapping[str, int | None]) -> ChannelFile:
    """Class → kind, None: such reports are not taken. Matters that are here keep the kind that they have."""
    require(by, "channel.open", file)
    held = lock(file)
    known = counted_classes(rows_of(by, held))
    if strange := next((name for name in kinds if name not in known), None):
        raise Invalid(f"文件里没有“{strange[:20]}”这个类别，请刷新后再选。")
    usable = set(kinds_of(held.campaign, Profile.CASE).values_list("pk", flat=True))
    if any(kind is not None and kind not in usable for kind in kinds.values()):
        raise Invalid("选的事项类别已经停用，请刷新后再选。")
    if not kinds:
        raise Invalid("文件里没有类别，不用对应。")
    at = clock.now()
    ChannelClass.objects.bulk_create(
        [
            ChannelClass(campaign=held.campaign, system=held.system, name=name, kind_id=kind, by=by, at=at)
            for name, kind in kinds.items()
        ],
        update_conflicts=True, unique_fields=["campaign", "system", "name"], update_fields=["kind", "by", "at"],
    )  # fmt: skip
    said = ClassesKept(
        file_id=held.pk, system=held.get_system_display(), count=len(kinds), campaign_id=held.campaign_id
    )
    record(said, by=by)
    return held
