"""What becomes of a unit in the course of time: another name, or its end."""

from datetime import date, timedelta

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitAmended, UnitClosed
from zhuanban.ground.orgs.models import Post, PostSource, Unit, User
from zhuanban.ground.orgs.selectors import find_unit

LONGEST_NAME = 80


@transaction.atomic
def amend_unit(*, by: User, unit: Unit, name: str) -> Unit:
    """Give a unit a new name; the old one stays as an alias, so that older texts still find it."""
    require(by, "unit.amend", unit)
    unit = lock(unit)
    name = "".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"请填写单位名称，最多 {LONGEST_NAME} 个字。", "name")
    if name == unit.name:
        raise Invalid("名称没有变化。", "name")
    if (other := find_unit(unit.district, name)) and other != unit:
        raise Invalid(f"“{name}”已是“{other.name}”的名称或别称。", "name")
    old, unit.name = unit.name, name
    unit.aliases = [alias for alias in dict.fromkeys([*unit.aliases, old]) if alias != name]
    unit.save(update_fields=["name", "aliases"])
    record(UnitAmended(unit_id=unit.pk, old=old, name=name), by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def close_unit(*, by: User, unit: Unit, on: date) -> Unit:
    """The unit is no more from this day on: its posts end, classes of units lose it. Its open work is the caller's."""
    require(by, "unit.close", unit)
    unit = lock(unit)
    if unit.closes_on:
        raise Invalid(f"“{unit.name}”已定于{unit.closes_on}撤销。", "on")
    if unit.opens_on and on <= unit.opens_on:
        raise Invalid(f"撤销日期要晚于设立日期（{unit.opens_on}）。", "on")
    unit.closes_on = on
    unit.save(update_fields=["closes_on"])
    ended = cut_short(list(unit.posts.all()), on)
    record(UnitClosed(unit_id=unit.pk, name=unit.name, on=on, posts=sum(ended)), by=by, unit_id=unit.pk)
    return unit


def cut_short(posts: list[Post], on: date) -> tuple[int, int]:
    """End posts so that `on` is the first day without them; (how many ended, how many were never in force and went).

    A post that would have begun on that day or later was never held: it is deleted, and history keeps what was.
    """
    open_posts = [post for post in posts if post.ends_on is None or post.ends_on >= on]
    unborn = [post.pk for post in open_posts if post.starts_on >= on]
    ending = [post.pk for post in open_posts if post.starts_on < on]
    Post.objects.filter(pk__in=unborn).delete()
    if ending:
        Post.objects.filter(pk__in=ending).update(ends_on=on - timedelta(days=1))
        PostSource.objects.filter(post__in=ending).delete()
    return len(ending), len(unborn)
