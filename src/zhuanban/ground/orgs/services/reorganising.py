"""Several units become one, or one becomes several, from a day on: planned, withdrawn before it, carried out on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import (
    ReorganisationFailed,
    ReorganisationPlanned,
    ReorganisationWithdrawn,
    UnitsMerged,
    UnitSplit,
)
from zhuanban.ground.orgs.models import District, Reorganisation, Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.rules.reorganisations import MOST_PARTS, MOST_UNITS, Decision, said
from zhuanban.ground.orgs.services.succeeding import above, hand_on
from zhuanban.ground.orgs.services.trees import free_name, plain_name

Kind, State = Reorganisation.Kind, Reorganisation.State
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True)
class Checked:
    """A decision that can be carried out: the units that close, what is instead (None: to be opened), what is below."""

    old: list[Unit]
    names: list[str]
    existing: list[Unit | None]
    children: list[tuple[Unit, int]]
    default: int = 0

    @property
    def taking(self) -> str:
        """The name of the one that takes over what follows no rule."""
        return self.names[self.default]

    def decided(self, on: date) -> dict[str, Any]:
        """What was filled in, as a preview keeps it in mind."""
        children = [(child.pk, place) for child, place in self.children]
        return {"names": self.names, "default": self.default, "children": children, "on": on.isoformat()}

    def effect(self) -> dict[str, Any]:
        """What will be done: which units close, and which names are units already."""
        return {"old": [unit.pk for unit in self.old], "existing": [unit and unit.pk for unit in self.existing]}

    @property
    def parts(self) -> list[tuple[str, Unit | None]]:
        """Name → the unit that bears it already."""
        return list(zip(self.names, self.existing, strict=True))


@transaction.atomic
def reorganise(*, by: User, district: District, kind: str, decision: Decision, on: date) -> Reorganisation:
    """Carry out a merger or split whose day has come, or plan it for its day."""
    checked = _required(by, district, kind, decision, on)
    row = Reorganisation.objects.create(
        district=district, kind=kind, on=on, plan=decision.kept(), asked_by=by, asked_at=clock.now()
    )
    row.units.set([*checked.old, *(unit for unit in checked.existing if unit)])
    if on <= clock.today():
        _carry_out(row, checked, by)
    else:
        for unit in checked.old:
            event = ReorganisationPlanned(unit_id=unit.pk, on=on, what=_words(row, checked), reorganisation_id=row.pk)
            record(event, by=by, unit_id=unit.pk)
    return row


@transaction.atomic
def check_reorganisation(*, by: User, district: District, kind: str, decision: Decision, on: date) -> Checked:
    """What reorganise() would do, without doing it; Invalid where it cannot be."""
    return _required(by, district, kind, decision, on)


@transaction.atomic
def withdraw_reorganisation(*, by: User, reorganisation: Reorganisation) -> Reorganisation:
    """Take back what was planned, before its day."""
    require(by, "reorganisation.withdraw", reorganisation)
    row = lock(reorganisation)
    if row.state != State.PLANNED:
        raise Invalid(f"这次调整{row.get_state_display()}，不能撤回。")
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    decision = Decision.read(row.plan)
    old = list(Unit.objects.filter(pk__in=decision.old).order_by("pk"))
    what = said([unit.name for unit in old], list(decision.names), is_merger=row.kind == Kind.MERGE)
    for unit in old:
        event = ReorganisationWithdrawn(unit_id=unit.pk, on=row.on, what=what, reorganisation_id=row.pk)
        record(event, by=by, unit_id=unit.pk)
    return row


def carry_out_due() -> int:
    """Carry out what was planned for today or before; what can no longer be done says why. How many were done."""
    due = Reorganisation.objects.filter(state=State.PLANNED, on__lte=clock.today()).order_by("on", "pk")
    return sum(_attempt(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _attempt(pk: int) -> bool:
    row = Reorganisation.objects.select_for_update(of=("self",)).select_related("district").get(pk=pk)
    if row.state != State.PLANNED:
        return False
    try:
        with transaction.atomic():
            checked = _checked(lock(row.district), row.kind, Decision.read(row.plan), row.on, row)
            _carry_out(row, checked, None)
    except Invalid as error:
        row.state, row.fault = State.FAILED, error.message[:300]
        row.save(update_fields=["state", "fault"])
        for unit in row.units.order_by("pk"):
            event = ReorganisationFailed(unit_id=unit.pk, on=row.on, fault=row.fault, reorganisation_id=row.pk)
            record(event, by=None, unit_id=unit.pk)
        return False
    return True


def _words(row: Reorganisation, checked: Checked) -> str:
    return said([unit.name for unit in checked.old], checked.names, is_merger=row.kind == Kind.MERGE)


def _carry_out(row: Reorganisation, checked: Checked, by: User | None) -> None:
    """Close, open, hand on, and tell the rooms that hold work."""
    decision = Decision.read(row.plan)
    parts = hand_on(row, checked.old, checked.parts, checked.children, decision.default, by)
    row.state = State.DONE
    row.save(update_fields=["state"])
    row.units.add(*parts)
    taking = parts[decision.default].pk
    event = UnitsMerged if row.kind == Kind.MERGE else UnitSplit
    subject = taking if row.kind == Kind.MERGE else checked.old[0].pk
    told = event(
        unit_id=subject,
        reorganisation_id=row.pk,
        on=row.on,
        what=_words(row, checked),
        successors=tuple((unit.pk, taking) for unit in checked.old),
        parts=tuple((unit.pk, part.pk) for unit in checked.old for part in parts),
        villages=tuple((child.pk, parts[place].pk) for child, place in checked.children),
    )
    record(told, by=by, unit_id=subject)


def _required(by: User, district: District, kind: str, decision: Decision, on: date) -> Checked:
    for unit in Unit.objects.filter(pk__in=decision.old):
        require(by, "unit.reorganise", unit)
    return _checked(lock(district), kind, decision, on)


def _checked(
    district: District, kind: str, decision: Decision, on: date, planned: Reorganisation | None = None
) -> Checked:
    """The decision against the units as they are. The caller holds the district."""
    is_merger = kind == Kind.MERGE
    chosen = list(Unit.objects.select_for_update(of=("self",)).filter(pk__in=decision.old).order_by("pk"))
    if not chosen or any(unit.district_id != district.pk for unit in chosen):
        raise Invalid("请选择本区的单位。", "units")
    names = [plain_name(name, "names") for name in decision.names]
    _check_counts(kind, chosen, names, decision.default)
    old = [unit for unit in chosen if not (is_merger and unit.name == names[0])]
    if not old:
        raise Invalid("合并后的单位就是它自己，请再选要并入它的单位。", "units")
    _check_ending(old, chosen, on, planned)
    existing = [_bearer(district, name, chosen, old) for name in names]
    for name, unit in zip(names, existing, strict=True):
        if unit is None:
            free_name(district, name, old[0].kind, above(old), leaving=[each.pk for each in old], field="names")
    children = _children(old, decision, existing)
    return Checked(old, names, existing, children, decision.default)


def _check_counts(kind: str, chosen: Sequence[Unit], names: Sequence[str], default: int) -> None:
    is_merger = kind == Kind.MERGE
    if len(chosen) > MOST_UNITS:
        raise Invalid(f"一次最多合并 {MOST_UNITS} 个单位。", "units")
    if is_merger and (len(chosen) < 2 or len(names) != 1):
        raise Invalid("合并要选两个以上的单位，并写一个合并后的名称。", "units")
    if not is_merger and (len(chosen) != 1 or not 2 <= len(names) <= MOST_PARTS):
        raise Invalid(f"拆分要写出 2 到 {MOST_PARTS} 个单位，每行一个。", "names")
    if len(set(names)) < len(names):
        raise Invalid("有重复的单位名称，请检查。", "names")
    if not 0 <= default < len(names):
        raise Invalid("请选择由哪一个单位承接未办结的工作。", "takes_over")
    if len({(unit.kind, unit.parent_id if unit.kind == UnitKind.VILLAGE else None) for unit in chosen}) > 1:
        raise Invalid("只能合并同一类的单位；村（社区）还要在同一个乡镇（街道）之内。", "units")
    if chosen[0].kind in (UnitKind.GROUP, UnitKind.GRID):
        raise Invalid("一类单位和网格不用合并、拆分：请直接改成员，或者撤销后重新设立。", "units")


def _check_ending(old: list[Unit], chosen: list[Unit], on: date, planned: Reorganisation | None) -> None:
    if not EARLIEST <= on <= clock.LAST_DAY:
        raise Invalid("请填写生效日期。", "on")
    for unit in chosen:
        if unit.closes_on:
            raise Invalid(f"“{unit.name}”已定于{unit.closes_on}撤销。", "units")
        others = unit.reorganisations.filter(state=State.PLANNED)
        if other := others.exclude(pk=planned.pk if planned else 0).first():
            raise Invalid(f"“{unit.name}”已列入{other.on}起的{other.get_kind_display()}，请先撤回。", "units")
    for unit in old:
        if unit.opens_on and on <= unit.opens_on:
            raise Invalid(f"生效日期要晚于“{unit.name}”的设立日期（{unit.opens_on}）。", "on")


def _bearer(district: District, name: str, chosen: list[Unit], old: list[Unit]) -> Unit | None:
    """The unit that has this very name already and stays; None where one is to be opened."""
    like = Unit.objects.filter(district=district, name=name, kind=chosen[0].kind, closes_on=None)
    if chosen[0].kind == UnitKind.VILLAGE:
        like = like.filter(parent=chosen[0].parent_id)
    return like.exclude(pk__in=[unit.pk for unit in old]).first()


def _children(old: list[Unit], decision: Decision, existing: list[Unit | None]) -> list[tuple[Unit, int]]:
    """What stands below with where it goes; Invalid where two of one name would come together."""
    below = Unit.objects.select_for_update(of=("self",)).filter(parent__in=old, closes_on=None).order_by("pk")
    below = below.exclude(pk__in=[unit.pk for unit in (*old, *existing) if unit])  # those go or stay as units
    children = [(child, decision.place_of(child.pk)) for child in below]
    if any(not 0 <= place < len(decision.names) for _, place in children):
        raise Invalid("有下级单位没有分到任何一个单位，请检查。", "children")
    named = Counter((place, child.name) for child, place in children)
    for place, unit in enumerate(existing):
        names = unit.children.filter(closes_on=None).exclude(parent__in=old) if unit else ()
        named.update((place, child.name) for child in names)
    if twice := sorted({name for (_, name), count in named.items() if count > 1}):
        raise Invalid(f"下级单位重名：{'、'.join(twice[:6])}。请先给其中一个改名，再合并。", "units")
    return children
