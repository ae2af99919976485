"""Which units a class of units (一类单位) is, edited on its page."""

from collections.abc import Collection

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitMembersSet
from zhuanban.ground.orgs.models import GroupMember, Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.services.opening import set_members
from zhuanban.ground.orgs.services.trees import check_open

MOST_NAMED = 6


@transaction.atomic
def choose_members(*, by: User, group: Unit, members: Collection[Unit]) -> Unit:
    """Exactly these units are the class; rooms that give it duties follow."""
    require(by, "unit.amend", group)
    lock(group.district)
    group = lock(group)
    check_open(group)
    if any(member.kind == UnitKind.GROUP or member.district_id != group.district_id for member in members):
        raise Invalid("成员要是本区具体的单位，不能再是一类单位。", "members")
    before = dict(GroupMember.objects.filter(group=group).values_list("member", "member__name"))
    now = {member.pk: member.name for member in members}
    joined = [name for pk, name in now.items() if pk not in before]
    left = [name for pk, name in before.items() if pk not in now]
    if not joined and not left:
        raise Invalid("成员单位没有变化。", "members")
    set_members(group, members)
    changes = "".join([_said("，增加", joined), _said("，减少", left)])
    event = UnitMembersSet(unit_id=group.pk, name=group.name, count=len(now), changes=changes)
    record(event, by=by, unit_id=group.pk)
    return group


def _said(words: str, names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > MOST_NAMED else ""
    return f"{words}{'、'.join(names[:MOST_NAMED])}{more}" if names else ""
