"""Checking a table, bringing it in, taking it back. Nothing is written unless the whole table is right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.uploads import clean_name
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsImported, UnitsImportUndone
from zhuanban.ground.orgs.models import District, Person, Post, Unit, UnitCode, UnitImport, User
from zhuanban.ground.orgs.rules.sheets import MOST_FAULTS, PEOPLE, UNITS, Fault, Row
from zhuanban.ground.orgs.services.importing.people import Roll, Somebody, read_people
from zhuanban.ground.orgs.services.importing.reading import Sheets, read_table
from zhuanban.ground.orgs.services.importing.units import Node, Places, read_units

State = UnitImport.State
KEPT_UNCONFIRMED = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True)
class Checked:
    """What a table would do: the faults that keep it out, or the import that waits for a yes."""

    faults: list[Fault]
    waiting: UnitImport | None = None


@transaction.atomic
def check_table(*, by: User, district: District, content: bytes, name: str) -> Checked:
    """Look through the whole table. A right one waits for a day to be brought in."""
    require(by, "unit.import", district)
    sheets, faults = read_table(content, name)
    places, roll = Places(district), Roll(district)
    faults += _read(sheets, places, roll)
    if faults:
        return Checked(sorted(faults, key=lambda fault: (fault.sheet != UNITS, fault.row))[:MOST_FAULTS])
    counts = _counts(sheets, places, roll)
    if not any(counts[key] for key in ("units", "people", "posts", "codes", "aliases", "phones")):
        raise Invalid("表中的单位和人员系统里都已有，没有要导入的。", "content")
    rows = {title: [[row.number, row.cells] for row in found] for title, found in sheets.items()}
    waiting = UnitImport(district=district, file_name=clean_name(name)[:200], counts=counts, by=by, at=clock.now())
    waiting.rows = json.dumps(rows, ensure_ascii=False)
    waiting.save(force_insert=True)
    return Checked([], waiting)


def _read(sheets: Sheets, places: Places, roll: Roll) -> list[Fault]:
    faults = list(read_units(sheets.get(UNITS, ()), places))
    # Who stands in a unit that is wrong itself would only repeat the fault.
    return faults or list(read_people(sheets.get(PEOPLE, ()), places, roll, clock.today()))


def _counts(sheets: Sheets, places: Places, roll: Roll) -> dict[str, int]:
    new = [node for node in places.nodes if node.unit is None]
    return {
        "unit_rows": len(sheets.get(UNITS, ())),
        "people_rows": len(sheets.get(PEOPLE, ())),
        "units": len(new),
        "codes": sum(bool(node.new_code) for node in places.nodes),
        "aliases": sum(len(node.new_aliases) for node in places.nodes if node.unit),
        "people": sum(each.person is None for each in roll.new),
        "posts": sum(len(each.new_posts) for each in roll.new),
        "phones": sum(bool(each.new_phone) for each in roll.new if each.person),
    }


@transaction.atomic
def bring_in(*, by: User, waiting: UnitImport) -> UnitImport:
    """Write everything that the checked table says, or nothing.

    Where it would now bring in something else than was shown, it waits on with the new figures for another yes.
    """
    require(by, "unit.take_back_import", waiting)
    district = lock(waiting.district)
    waiting = lock(waiting)
    if waiting.state != State.CHECKED:
        raise Invalid(f"这次导入{waiting.get_state_display()}，请重新上传。")
    kept = json.loads(waiting.rows.in_full())
    sheets = {title: [Row(number, cells) for number, cells in rows] for title, rows in kept.items()}
    places, roll = Places(district), Roll(district)
    if faults := _read(sheets, places, roll):
        first = faults[0]
        raise Invalid(f"检查之后系统里有了变化（{first.sheet}表第 {first.row} 行：{first.words}），请重新上传。")
    if (counts := _counts(sheets, places, roll)) != waiting.counts:
        waiting.counts = counts
        waiting.save(update_fields=["counts"])
        return waiting
    try:
        with transaction.atomic():
            brought = _write(district, places, roll)
    except IntegrityError as error:
        raise Invalid("检查之后系统里有了变化，请重新上传。") from error
    waiting.state, waiting.rows, waiting.brought, waiting.at = State.DONE, "", brought, clock.now()
    waiting.save(update_fields=["state", "rows", "brought", "at"])
    told = {name: len(brought[name]) for name in ("units", "people", "posts")}
    record(UnitsImported(import_id=waiting.pk, **told), by=by)
    return waiting


def _write(district: District, places: Places, roll: Roll) -> dict[str, Any]:
    """Level by level the units, then codes, names, people and posts; a few statements however many rows."""
    new = [node for node in places.nodes if node.unit is None]
    for depth in sorted({node.depth for node in new}):
        level = [node for node in new if node.depth == depth]
        made = Unit.objects.bulk_create([_unit(district, node) for node in level], batch_size=BATCH)
        for node, unit in zip(level, made, strict=True):
            node.unit = unit
    today = clock.today()
    codes = UnitCode.objects.bulk_create(
        [
            UnitCode(unit=node.unit, code=node.new_code, valid_from=min(node.opens_on or today, today))
            for node in places.nodes
            if node.new_code
        ],
        batch_size=BATCH,
    )
    named = [node for node in places.nodes if node.new_aliases and node not in new]
    renamed = [(node.unit, node.new_aliases) for node in named if node.unit]
    for unit, aliases in renamed:
        unit.aliases = [*unit.aliases, *aliases]
    Unit.objects.bulk_update([unit for unit, _ in renamed], ["aliases"], batch_size=BATCH)
    people, phones, posts = _write_people(district, roll.new)
    return {
        "units": [node.unit.pk for node in new if node.unit],
        "codes": [code.pk for code in codes],
        "aliases": {unit.pk: aliases for unit, aliases in renamed},
        "people": people,
        "phones": phones,
        "posts": posts,
    }


def _unit(district: District, node: Node) -> Unit:
    parent = node.parent.unit if node.parent else None
    return Unit(
        district=district, name=node.name, kind=node.kind, parent=parent, aliases=node.new_aliases,
        opens_on=node.opens_on,
    )  # fmt: skip


def _write_people(district: District, everybody: Sequence[Somebody]) -> tuple[list[int], list[int], list[int]]:
    new = [each for each in everybody if each.person is None]
    rows = []
    for each in new:
        row = Person(district=district, name=each.name)
        row.phone = each.new_phone
        rows.append(row)
    for each, person in zip(new, Person.objects.bulk_create(rows, batch_size=BATCH), strict=True):
        each.person = person
    reached = [each.person for each in everybody if each.new_phone and each not in new and each.person]
    for each in everybody:
        if each.person in reached:
            each.person.phone = each.new_phone
            each.person.save(update_fields=["phone", "phone_index"])
    posts = [
        Post(person=each.person, unit=node.unit, title=title, starts_on=since)
        for each in everybody
        for node, title, since in each.new_posts
    ]
    made = Post.objects.bulk_create(posts, batch_size=BATCH)
    return [each.person.pk for each in new if each.person], [row.pk for row in reached], [post.pk for post in made]


@transaction.atomic
def take_back_import(*, by: User, done: UnitImport) -> UnitImport:
    """Delete what the last import brought in, while nothing depends on it."""
    require(by, "unit.take_back_import", done)
    lock(done.district)
    done = lock(done)
    if done.state != State.DONE:
        raise Invalid(f"这次导入{done.get_state_display()}，不能撤销。")
    if UnitImport.objects.filter(district=done.district, state=State.DONE, pk__gt=done.pk).exists():
        raise Invalid("只能撤销最近一次导入。")
    brought = done.brought
    try:
        with transaction.atomic():
            _delete(brought)
    except ProtectedError as error:
        raise Invalid("导入的单位或人员已有账号、职责、事项等在用，不能撤销。请逐个更正。") from error
    done.state = State.UNDONE
    done.save(update_fields=["state"])
    counts = {name: len(brought[name]) for name in ("units", "people", "posts")}
    record(UnitsImportUndone(import_id=done.pk, **counts), by=by)
    return done


def _delete(brought: dict[str, Any]) -> None:
    units = Unit.objects.filter(pk__in=brought["units"])
    if units.filter(reorganisations__isnull=False).exists():
        raise Invalid("导入的单位已列入合并或拆分，不能撤销。")
    Post.objects.filter(pk__in=brought["posts"]).delete()
    for person in Person.objects.filter(pk__in=brought["phones"]):
        person.phone = ""
        person.save(update_fields=["phone", "phone_index"])
    Person.objects.filter(pk__in=brought["people"]).delete()
    UnitCode.objects.filter(pk__in=brought["codes"]).delete()
    for key, aliases in brought["aliases"].items():
        unit = Unit.objects.get(pk=key)
        unit.aliases = [name for name in unit.aliases if name not in aliases]
        unit.save(update_fields=["aliases"])
    # From the lowest up, since a parent is held by what stands under it.
    for kind in ("grid", "village"):
        units.filter(kind=kind).delete()
    for key in reversed(list(units.order_by("pk").values_list("pk", flat=True))):
        Unit.objects.filter(pk=key).delete()


@transaction.atomic
def forget_unimported() -> int:
    """Discard tables that nobody brought in within a day; what they hold is personal."""
    old = UnitImport.objects.filter(state=State.CHECKED, at__lt=clock.now() - KEPT_UNCONFIRMED)
    found = list(old)
    for row in found:
        row.state, row.rows = State.DISCARDED, ""
        row.save(update_fields=["state", "rows"])
    return len(found)


