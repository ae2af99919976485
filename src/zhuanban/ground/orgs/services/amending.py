"""What becomes of a unit in the course of time: another name, further names, or its end."""

from datetime import date, timedelta

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitAliasAdded, UnitAliasRemoved, UnitAmended, UnitClosed
from zhuanban.ground.orgs.models import Post, PostSource, Reorganisation, Unit, User
from zhuanban.ground.orgs.rules.holdings import held_by
from zhuanban.ground.orgs.services.trees import MOST_ALIASES, check_open, free_name, plain_name


@transaction.atomic
def amend_unit(*, by: User, unit: Unit, name: str) -> Unit:
    """Give a unit a new name; the old one stays as an alias, so that older texts still find it."""
    require(by, "unit.amend", unit)
    district = lock(unit.district)
    unit = lock(unit)
    check_open(unit)
    if plain_name(name) == unit.name:
        raise Invalid("名称没有变化。", "name")
    name = free_name(district, name, unit.kind, unit.parent, unit=unit)
    old, unit.name = unit.name, name
    unit.aliases = [alias for alias in dict.fromkeys([*unit.aliases, old]) if alias != name]
    unit.save(update_fields=["name", "aliases"])
    record(UnitAmended(unit_id=unit.pk, old=old, name=name), by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def add_alias(*, by: User, unit: Unit, alias: str) -> Unit:
    """A further name under which texts call the unit."""
    require(by, "unit.amend", unit)
    district = lock(unit.district)
    unit = lock(unit)
    check_open(unit)
    if plain_name(alias, "alias") in (unit.name, *unit.aliases):
        raise Invalid("这个单位已有这个名称。", "alias")
    alias = free_name(district, alias, unit.kind, unit.parent, unit=unit, field="alias")
    if len(unit.aliases) >= MOST_ALIASES:
        raise Invalid(f"别称最多 {MOST_ALIASES} 个，请先删除不用的。", "alias")
    unit.aliases = [*unit.aliases, alias]
    unit.save(update_fields=["aliases"])
    record(UnitAliasAdded(unit_id=unit.pk, name=unit.name, alias=alias), by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def remove_alias(*, by: User, unit: Unit, alias: str) -> Unit:
    """Texts that use this name no longer mean the unit."""
    require(by, "unit.amend", unit)
    unit = lock(unit)
    if alias not in unit.aliases:
        raise Invalid("这个单位没有这个别称，可能刚刚已被删除。", "alias")
    unit.aliases = [name for name in unit.aliases if name != alias]
    unit.save(update_fields=["aliases"])
    record(UnitAliasRemoved(unit_id=unit.pk, name=unit.name, alias=alias), by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def close_unit(*, by: User, unit: Unit, on: date) -> Unit:
    """The unit is no more from this day on, and nobody takes its place: its posts end, classes of units lose it."""
    require(by, "unit.close", unit)
    lock(unit.district)
    unit = lock(unit)
    if child := unit.children.filter(closes_on=None).order_by("pk").first():
        raise Invalid(f"“{unit.name}”还有下级单位“{child.name}”等，请先移到别的上级之下，或者改用合并、拆分。", "on")
    if bound := [f"{held.words} {held.count} 件" for held in held_by([unit.pk]) if held.binds]:
        raise Invalid(f"“{unit.name}”还有{'、'.join(bound)}，要有单位承接，请改用合并或拆分。", "on")
    if planned := unit.reorganisations.filter(state=Reorganisation.State.PLANNED).first():
        raise Invalid(f"“{unit.name}”已列入{planned.on}起的{planned.get_kind_display()}，请先撤回。", "on")
    end_unit(unit, on, by)
    return unit


def end_unit(unit: Unit, on: date, by: User | None) -> None:
    """Write the end of a unit that the caller holds and has found free to end."""
    if unit.closes_on:
        raise Invalid(f"“{unit.name}”已定于{unit.closes_on}撤销。", "on")
    if unit.opens_on and on <= unit.opens_on:
        raise Invalid(f"撤销日期要晚于设立日期（{unit.opens_on}）。", "on")
    unit.closes_on = on
    unit.save(update_fields=["closes_on"])
    ended = cut_short(list(unit.posts.all()), on)
    unit.codes.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    record(UnitClosed(unit_id=unit.pk, name=unit.name, on=on, posts=sum(ended)), by=by, unit_id=unit.pk)


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
