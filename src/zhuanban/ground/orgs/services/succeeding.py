"""One unit in place of another: it closes, and its posts, seats, classes of units and units below pass on."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import PostChanged, RoleGiven, UnitEstablished
from zhuanban.ground.orgs.models import GroupMember, Post, Reorganisation, RoleAssignment, Unit, UnitSuccession, User
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.orgs.services.amending import end_unit
from zhuanban.ground.orgs.services.trees import LONGEST_AREA


@transaction.atomic
def hand_on(
    row: Reorganisation,
    old: Sequence[Unit],
    parts: Sequence[tuple[str, Unit | None]],
    children: Sequence[tuple[Unit, int]],
    default: int,
    by: User | None,
) -> list[Unit]:
    """Write what was decided; the units instead of the old ones, in the order of their names.

    A name of None's is opened now. The old units close first, since one of the new may bear an old name.
    """
    posts = [post for unit in old for post in _open_posts(unit, row.on)]
    for unit in old:
        end_unit(unit, row.on, by)
    opened = [unit or _open(name, old, row.on, by) for name, unit in parts]
    staying = [unit.pk for unit in opened if unit.parent_id in {each.pk for each in old}]
    Unit.objects.filter(pk__in=staying).update(parent=above(old))
    taking = opened[default]
    UnitSuccession.objects.bulk_create(
        UnitSuccession(reorganisation=row, old=unit, new=new, takes_over=new.pk == taking.pk)
        for unit in old
        for new in opened
    )
    for place, unit in enumerate(opened):
        moved = [child.pk for child, where in children if where == place]
        Unit.objects.filter(pk__in=moved).update(parent=unit)
    _join_classes(old, opened)
    _carry_posts(posts, taking, row.on, by)
    _carry_seats(old, taking, row.on, by)
    return opened


def above(old: Sequence[Unit]) -> Unit | None:
    """Under which unit those stand that come instead: the first above the old ones that is none of them."""
    leaving, parent = {unit.pk for unit in old}, old[0].parent
    while parent is not None and parent.pk in leaving:
        parent = parent.parent
    return parent


def _open(name: str, old: Sequence[Unit], on: date, by: User | None) -> Unit:
    first = old[0]
    areas = "、".join(dict.fromkeys(unit.area for unit in old if unit.area))
    unit = Unit.objects.create(
        district_id=first.district_id, name=name, kind=first.kind, parent=above(old), opens_on=on,
        area=areas if len(areas) <= LONGEST_AREA else "",
    )  # fmt: skip
    event = UnitEstablished(unit_id=unit.pk, name=name, kind=UnitKind(unit.kind).label, under="")
    record(event, by=by, unit_id=unit.pk)
    return unit


def _join_classes(old: Sequence[Unit], new: Sequence[Unit]) -> None:
    """Who takes the place of a member is a member; the old membership stays as history."""
    groups = list(GroupMember.objects.filter(member__in=old).values_list("group", flat=True).distinct())
    rows = [GroupMember(group_id=group, member=unit) for group in groups for unit in new]
    GroupMember.objects.bulk_create(rows, ignore_conflicts=True)


def _open_posts(unit: Unit, on: date) -> list[Post]:
    held = unit.posts.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return list(held.select_related("person", "unit").order_by("pk"))


def _carry_posts(posts: Sequence[Post], unit: Unit, on: date, by: User | None) -> None:
    """Whoever held a post in an old unit holds it in the one that takes over; the office changes what is different."""
    known = set(unit.posts.filter(ends_on=None).values_list("person", "title"))
    for post in posts:
        if (post.person_id, post.title) in known:
            continue
        known.add((post.person_id, post.title))
        start = max(post.starts_on, on)
        Post.objects.create(person=post.person, unit=unit, title=post.title, starts_on=start, ends_on=post.ends_on)
        event = PostChanged(
            person_id=post.person_id, on=start, old=f"{post.unit or ''}{post.title}", now=f"{unit.name}{post.title}"
        )
        record(event, by=by, unit_id=unit.pk, private={"name": post.person.name})


def _carry_seats(old: Sequence[Unit], unit: Unit, on: date, by: User | None) -> None:
    """Accounts of an old unit work in the one that takes over, and still read what stays with the old one."""
    open_seats = RoleAssignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), unit__in=old)
    had = set(RoleAssignment.objects.filter(unit=unit, ends_on=None).values_list("user", "role", "campaign_id"))
    for seat in open_seats.order_by("pk"):
        key = (seat.user_id, seat.role, seat.campaign_id)
        if key in had:
            continue
        had.add(key)
        seat.pk, seat.unit, seat.starts_on = None, unit, max(seat.starts_on, on)
        seat.save(force_insert=True)
        event = RoleGiven(
            user_id=seat.user_id, role=seat.role, role_name=f"{Role(seat.role).label}（{unit.name}，机构调整承接）",
            starts_on=seat.starts_on, ends_on=seat.ends_on, campaign_id=seat.campaign_id,
        )
        record(event, by=by, unit_id=unit.pk)
