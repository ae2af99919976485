"""The plain side: make its tables, write the rows, open its accounts; prints how each account comes in."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

BATCH = 20_000


def main(house_file: str, count: int) -> None:
    """Fill the database of PLAIN_DATABASE_URL."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.plain.settings"
    django.setup()
    from django.core.management import call_command

    from bench.against.rows import drawn_rows, house_of
    from bench.plain.models import Matter

    call_command("migrate", verbosity=0)
    call_command("migrate", "--run-syncdb", verbosity=0)  # its own tables, which point at those of the accounts
    house = house_of(json.loads(Path(house_file).read_text(encoding="utf-8")))
    if not Matter.objects.exists():
        write_rows(write_house(house), drawn_rows(house, count))
        analyse()
    print(json.dumps(open_accounts(house)))


def write_house(house: Any) -> dict[str, list[int]]:
    """Units, kinds and clauses; their keys in the order of the house."""
    from bench.plain.models import Clause, Kind, Unit

    towns = [Unit.objects.create(name=name, is_township=True).pk for name in house.towns]
    departments = [Unit.objects.create(name=name).pk for name in house.departments]
    kinds = [Kind.objects.create(code=code, name=name).pk for code, name in house.kinds]
    clauses = []
    for title, units in zip(house.clauses, house.units_of_clause, strict=True):
        clause = Clause.objects.create(title=title[:120])
        clause.units.set([departments[unit] for unit in units])
        clauses.append(clause.pk)
    return {
        "towns": towns, "departments": departments, "kinds": kinds, "clauses": clauses,
        "clause_of_kind": [clauses[place] for place in house.clause_of_kind],
    }  # fmt: skip


def write_rows(keys: dict[str, list[int]], rows: Any) -> None:
    """The matters and who supports them, in batches."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from bench.plain.models import Matter

    filer = get_user_model().objects.create(username="filer")
    link = Matter.supporters.through
    batch: list[Any] = []

    def flush() -> None:
        with transaction.atomic():
            Matter.objects.bulk_create([matter_of(keys, row, filer.pk) for row in batch], batch_size=1000)
            link.objects.bulk_create(
                [
                    link(matter_id=row.number, unit_id=keys["departments"][unit])
                    for row in batch
                    for unit in row.supporters
                ],
                batch_size=1000,
            )
        batch.clear()

    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            flush()
    flush()


def matter_of(keys: dict[str, list[int]], row: Any, filer: int) -> Any:
    """A drawn matter with the keys of this side."""
    from bench.plain.models import Matter

    return Matter(
        pk=row.number, number=f"YX-{row.number}", uid=row.uid, kind_id=keys["kinds"][row.kind],
        clause_id=keys["clause_of_kind"][row.kind], township_id=keys["towns"][row.town],
        handler_id=None if row.handler is None else keys["departments"][row.handler], profile="case", source="patrol",
        title=row.title, detail=row.detail, place=row.place, state=row.state, light=row.light, due_at=row.due_at,
        happened_at=row.entered_at, entered_at=row.entered_at, closed_at=row.closed_at, filed_by_id=filer,
        rework_count=row.rework_count,
    )  # fmt: skip


def analyse() -> None:
    """What the documentation of both engines advises after loading."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('plain_matter', 'id'), max(id)) FROM plain_matter")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def open_accounts(house: Any) -> dict[str, Any]:
    """Session cookies of somebody who sees all, of a department and of a township."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from bench.plain.models import Member, Unit

    town, department = (Unit.objects.get(name=name) for name in (house.towns[3], house.departments[0]))
    cookies = {}
    for name, unit in {"office": None, "department": department, "township": town}.items():
        user, _ = get_user_model().objects.get_or_create(username=name)
        Member.objects.get_or_create(user=user, defaults={"unit": unit})
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        cookies[name] = client.cookies["sessionid"].value
    return {"cookies": cookies, "town": town.pk, "department": department.pk}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
