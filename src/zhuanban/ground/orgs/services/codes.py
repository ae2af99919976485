"""Codes of units: one a unit and day, one unit a code and day; a new one ends the one before."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitCodeGiven, UnitCodeRemoved
from zhuanban.ground.orgs.models import Unit, UnitCode, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.rules.codes import belongs_to, code_fault


@transaction.atomic
def give_code(*, by: User, unit: Unit, code: str, on: date) -> UnitCode:
    """From this day the unit has this code."""
    require(by, "unit.amend", unit)
    lock(unit.district)
    unit, code = lock(unit), "".join(code.split())
    if fault := code_fault(code, unit.kind, unit.name):
        raise Invalid(fault, "code")
    if unit.closes_on and on >= unit.closes_on:
        raise Invalid(f"“{unit.name}”自{unit.closes_on}起撤销，启用日期要在此之前。", "on")
    held = unit.codes.first()
    if held and held.valid_from >= on:
        raise Invalid(f"现有代码自{held.valid_from}起启用，新代码的启用日期要晚于它。", "on")
    if held and held.code == code and held.valid_to is None:
        raise Invalid("代码没有变化。", "code")
    _check_township(unit, code, on)
    _check_free(unit, code, on)
    if held and (held.valid_to is None or held.valid_to > on):
        held.valid_to = on
        held.save(update_fields=["valid_to"])
    given = UnitCode.objects.create(unit=unit, code=code, valid_from=on, valid_to=unit.closes_on)
    record(UnitCodeGiven(unit_id=unit.pk, name=unit.name, code=code, on=on), by=by, unit_id=unit.pk)
    return given


def _check_township(unit: Unit, code: str, on: date) -> None:
    """A village continues the code of its township, where that one has a code on the day."""
    if unit.kind != UnitKind.VILLAGE or unit.parent is None:
        return
    above = unit.parent.codes.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on).first()
    if above and not belongs_to(code, above.code):
        raise Invalid(f"“{unit.parent.name}”的代码是 {above.code}，村（社区）代码的前 9 位要与它相同。", "code")


def _check_free(unit: Unit, code: str, on: date) -> None:
    others = UnitCode.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), code=code).exclude(unit=unit)
    if other := others.select_related("unit").first():
        whose = f"“{other.unit.name}”" if other.unit.district_id == unit.district_id else "别的区县的单位"
        raise Invalid(f"这个代码在同一时期已属于{whose}。", "code")


@transaction.atomic
def remove_code(*, by: User, code: UnitCode) -> None:
    """Take out a code that was entered by mistake; the one before it holds again."""
    require(by, "unit.amend", code.unit)
    unit, code = lock(code.unit), lock(code)
    if unit.codes.exclude(pk=code.pk).filter(valid_from__gt=code.valid_from).exists():
        raise Invalid("只能删除最近登记的代码。")
    start = code.valid_from
    code.delete()
    unit.codes.filter(valid_to=start).update(valid_to=unit.closes_on)
    record(UnitCodeRemoved(unit_id=unit.pk, name=unit.name, code=code.code), by=by, unit_id=unit.pk)
