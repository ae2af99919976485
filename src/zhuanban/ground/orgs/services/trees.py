"""Where a unit stands: it is established, moved under another, described; never under itself, never without a parent
that its kind needs. Whoever writes the tree holds the district, so that two moves together make no circle."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitDescribed, UnitEstablished, UnitMovedUnder
from zhuanban.ground.orgs.models import District, Unit, User
from zhuanban.ground.orgs.rules import LOCAL_KINDS, UnitKind
from zhuanban.ground.orgs.rules.tree import is_below, parent_fault
from zhuanban.ground.orgs.selectors import named_units

LONGEST_NAME, LONGEST_AREA, MOST_ALIASES = 80, 60, 20


@transaction.atomic
def establish_unit(
    *, by: User, district: District, name: str, kind: str, parent: Unit | None = None, area: str = "",
    opens_on: date | None = None, aliases: Iterable[str] = (),
) -> Unit:  # fmt: skip
    """A new unit of the district at its place in the tree."""
    require(by, "unit.open", district)
    district = lock(district)
    name, area = free_name(district, name, kind, parent), area.strip()
    if len(area) > LONGEST_AREA:
        raise Invalid(f"范围最多 {LONGEST_AREA} 个字。", "area")
    check_parent(district, kind, parent, opens_on)
    other_names: list[str] = []
    for alias in aliases:
        if (plain := plain_name(alias, "aliases")) not in (name, *other_names):
            other_names.append(free_name(district, plain, kind, parent, field="aliases"))
    if len(other_names) > MOST_ALIASES:
        raise Invalid(f"别称最多 {MOST_ALIASES} 个。", "aliases")
    unit = Unit.objects.create(
        district=district, name=name, kind=kind, parent=parent, area=area, opens_on=opens_on, aliases=other_names
    )
    under = f"，上级为“{parent.name}”" if parent else ""
    event = UnitEstablished(unit_id=unit.pk, name=name, kind=UnitKind(kind).label, under=under)
    record(event, by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def move_unit(*, by: User, unit: Unit, parent: Unit | None) -> Unit:
    """Put a unit under another one, or on its own."""
    require(by, "unit.amend", unit)
    district = lock(unit.district)
    unit = lock(unit)
    if unit.parent_id == (parent.pk if parent else None):
        raise Invalid("上级单位没有变化。", "parent")
    check_open(unit)
    check_parent(district, unit.kind, parent, None, unit)
    old = unit.parent
    unit.parent = parent
    _save(unit, "parent")
    event = UnitMovedUnder(unit_id=unit.pk, name=unit.name, old=_quoted(old), now=_quoted(parent))
    record(event, by=by, unit_id=unit.pk)
    return unit


@transaction.atomic
def describe_unit(*, by: User, unit: Unit, kind: str, area: str, opens_on: date | None) -> Unit:
    """The kind, the area and the first day of a unit, set right."""
    require(by, "unit.amend", unit)
    lock(unit.district)
    unit, area = lock(unit), area.strip()
    if len(area) > LONGEST_AREA:
        raise Invalid(f"范围最多 {LONGEST_AREA} 个字。", "area")
    if kind != unit.kind:
        _check_kind(unit, kind)
    if opens_on and unit.closes_on and opens_on >= unit.closes_on:
        raise Invalid(f"设立日期要早于撤销日期（{unit.closes_on}）。", "opens_on")
    told = []
    if kind != unit.kind:
        told.append(f"类别由{unit.get_kind_display()}改为{UnitKind(kind).label}")
    if area != unit.area:
        told.append(f"范围改为“{area}”" if area else "范围已清空")
    if opens_on != unit.opens_on:
        told.append(f"设立日期改为{opens_on}" if opens_on else "设立日期已清空")
    if not told:
        raise Invalid("没有要保存的变化。")
    unit.kind, unit.area, unit.opens_on = kind, area, opens_on
    _save(unit, "kind", "area", "opens_on")
    record(UnitDescribed(unit_id=unit.pk, name=unit.name, what="，".join(told)), by=by, unit_id=unit.pk)
    return unit


def _check_kind(unit: Unit, kind: str) -> None:
    if UnitKind.GROUP in (unit.kind, kind):
        raise Invalid("一类单位和具体单位不能互相改。", "kind")
    if fault := parent_fault(kind, unit.parent.kind if unit.parent else None):
        raise Invalid(fault, "kind")
    for child in unit.children.order_by("pk"):
        if fault := parent_fault(child.kind, kind):
            raise Invalid(f"下级单位“{child.name}”不能留在这类单位之下：{fault}", "kind")


def _save(unit: Unit, *fields: str) -> None:
    """Write the columns; a name that another unit of the new place has already is explained."""
    try:
        with transaction.atomic():
            unit.save(update_fields=list(fields))
    except IntegrityError as error:
        raise Invalid(f"那里已有名为“{unit.name}”的单位，请先改名。") from error


def _quoted(unit: Unit | None) -> str:
    return f"“{unit.name}”" if unit else "无"


def check_open(unit: Unit) -> None:
    """Invalid for a unit that is no more."""
    if unit.closes_on and unit.closes_on <= clock.today():
        raise Invalid(f"“{unit.name}”已于{unit.closes_on}撤销，不能再改。")


def check_parent(
    district: District, kind: str, parent: Unit | None, opens_on: date | None, unit: Unit | None = None
) -> None:
    """Invalid where a unit of this kind cannot stand under that one. The caller holds the district."""
    if parent is not None and parent.district_id != district.pk:
        raise Invalid("上级单位要是本区的单位。", "parent")
    if fault := parent_fault(kind, parent.kind if parent else None):
        raise Invalid(fault, "parent")
    if parent is None:
        return
    if parent.closes_on:
        raise Invalid(f"“{parent.name}”自{parent.closes_on}起撤销，不能作为上级。", "parent")
    if parent.opens_on and parent.opens_on > (opens_on or clock.today()):
        raise Invalid(f"“{parent.name}”到{parent.opens_on}才设立。", "parent")
    if unit is not None:
        above = dict(Unit.objects.filter(district=district).values_list("pk", "parent"))
        if is_below(above, parent.pk, unit.pk):
            raise Invalid(f"“{parent.name}”在“{unit.name}”之下，不能反过来作为它的上级。", "parent")


def plain_name(name: str, field: str = "name") -> str:
    """A name without blanks; Invalid where it is none."""
    plain = "".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise Invalid(f"请填写单位名称，最多 {LONGEST_NAME} 个字。", field)
    if not plain.isprintable():
        raise Invalid("名称里有不能显示的字符，请重新输入。", field)
    return plain


def free_name(
    district: District, name: str, kind: str, parent: Unit | None, *, unit: Unit | None = None, field: str = "name",
    leaving: Iterable[int] = (),
) -> str:  # fmt: skip
    """The name without blanks, if nobody else bears it: in the district, for a village or grid under its parent.

    `leaving` are units that close as the name is given.
    """
    plain = plain_name(name, field)
    if kind in LOCAL_KINDS:
        others = Unit.objects.filter(parent=parent, closes_on=None, kind__in=LOCAL_KINDS)
    else:
        others = named_units(district.pk).filter(closes_on=None)
    gone = {*leaving, *([unit.pk] if unit else [])}
    for other in others:
        if other.pk not in gone and plain in (other.name, *other.aliases):
            raise Invalid(f"“{plain}”已是“{other.name}”的名称或别称。", field)
    return plain
