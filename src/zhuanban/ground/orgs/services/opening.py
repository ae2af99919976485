"""Opening districts, units and accounts: what sets a district up runs for the system."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import District, GroupMember, Person, Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors import find_unit


@transaction.atomic
def open_district(name: str, short_name: str) -> District:
    """The district of this name, made where it is missing."""
    district, _ = District.objects.get_or_create(name=name, defaults={"short_name": short_name})
    return district


@transaction.atomic
def open_unit(
    district: District, name: str, kind: str, *, aliases: Iterable[str] = (), area: str = "", on: date | None = None
) -> Unit:
    """The unit of this name or alias, made where it is missing; new aliases and an area are added to it."""
    unit = find_unit(district, name)
    if unit is None:
        unit = Unit.objects.create(
            district=district, name=name, kind=kind, aliases=list(aliases), area=area, opens_on=on
        )
        return unit
    added = [alias for alias in (name, *aliases) if alias != unit.name and alias not in unit.aliases]
    if added or (area and area != unit.area):
        unit.aliases, unit.area = [*unit.aliases, *added], area or unit.area
        unit.save(update_fields=["aliases", "area"])
    return unit


@transaction.atomic
def set_members(group: Unit, members: Iterable[Unit]) -> None:
    """The members of a class of units, exactly these."""
    if group.kind != UnitKind.GROUP:
        raise Invalid("只有“一类单位”才能列成员。")
    wanted = {member.pk for member in members}
    GroupMember.objects.filter(group=group).exclude(member_id__in=wanted).delete()
    for pk in sorted(wanted):
        GroupMember.objects.get_or_create(group=group, member_id=pk)


@transaction.atomic
def open_account(
    district: District, username: str, name: str, password: str, person: Person | None = None,
    *, must_change: bool = False, is_demo: bool = False,
) -> User:  # fmt: skip
    """An account of this name, made where it is missing; an existing one keeps its password."""
    user = User.objects.filter(username=username).first()
    if user and user.district_id != district.pk:
        raise Invalid(f"用户名“{username}”已是别的区县的账号，请换一个。", "username")
    if user is None:
        user = User(username=username, name=name, district=district, person=person)
        user.must_change_password, user.is_demo = must_change, is_demo
        user.set_password(password)
        user.save()
    return user
