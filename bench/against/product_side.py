"""The product's side: an installation with the example's action, the rows, and how three of its accounts come in."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

BATCH = 20_000


def main(house_file: str, count: int) -> None:
    """Fill the installation of ZHUANBAN_DATA (and DATABASE_URL) unless it is, and open sessions for its accounts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhuanban.config.settings"
    django.setup()
    from zhuanban.cli import setting_up
    from zhuanban.plan.campaigns.models import Campaign

    setting_up.migrate()
    setting_up.collect_static()
    if not Path(house_file).exists():
        fill(house_file, count)
    campaign = Campaign.objects.get()
    house, keys = house_in(campaign)
    print(json.dumps(accounts(campaign, house, keys)))


def fill(house_file: str, count: int) -> None:
    """Write the rows, and down what the plain side needs to know."""
    from bench.proof.filling import analyse
    from zhuanban.cli import setting_up
    from zhuanban.cli.accounts import open_demo_accounts
    from zhuanban.ground.search.services import compare_index
    from zhuanban.plan.campaigns.services import load_notice
    from zhuanban.work.matters.services import rebuild_tallies, sync_kinds

    sync_kinds()
    campaign = load_notice(by=None, content=setting_up.EXAMPLE.read_bytes(), name="notice.txt")
    open_demo_accounts(campaign)
    setting_up.confirm_for_demo(campaign)
    house, keys = house_in(campaign)
    write_rows(campaign, keys, house, count)
    rebuild_tallies(campaign)
    compare_index()
    analyse()
    Path(house_file).write_text(json.dumps(asdict(house), ensure_ascii=False), encoding="utf-8")


def house_in(campaign: Any) -> tuple[Any, dict[str, Any]]:
    """The names of the action's townships, departments, classes and clauses, and their keys in the same order."""
    from bench.against.rows import House
    from zhuanban.ground.orgs.models import Unit
    from zhuanban.plan.campaigns.models import Clause
    from zhuanban.work.matters.models import CampaignKind
    from zhuanban.work.matters.selectors.scopes import units_by_duty

    units = Unit.objects.filter(district=campaign.district_id, parent__isnull=True).order_by("pk")
    towns = list(units.filter(kind="township"))
    served = CampaignKind.objects.filter(campaign=campaign, kind__profile="case").select_related("kind").order_by("pk")
    by_kind: dict[int, Any] = {}
    for row in served:
        by_kind.setdefault(row.kind_id, row)
    clauses = list(Clause.objects.filter(pk__in={row.clause_id for row in by_kind.values()}).order_by("pk"))
    duties = {clause.pk: units_by_duty(clause.pk) for clause in clauses}
    departments = list(Unit.objects.filter(pk__in={unit for found in duties.values() for unit in found}).order_by("pk"))
    town_keys = {unit.pk for unit in towns}
    departments = [unit for unit in departments if unit.pk not in town_keys]
    place = {unit.pk: number for number, unit in enumerate(departments)}
    clause_place = {clause.pk: number for number, clause in enumerate(clauses)}
    kinds = [row.kind for row in by_kind.values()]
    house = House(
        towns=[unit.name for unit in towns],
        departments=[unit.name for unit in departments],
        kinds=[(kind.code, kind.name) for kind in kinds],
        clause_of_kind=[clause_place[row.clause_id] for row in by_kind.values()],
        clauses=[str(clause) for clause in clauses],
        units_of_clause=[[place[unit] for unit in duties[clause.pk] if unit in place] for clause in clauses],
    )
    keys = {
        "towns": [unit.pk for unit in towns], "departments": [unit.pk for unit in departments],
        "kinds": [kind.pk for kind in kinds], "clauses": [clause.pk for clause in clauses],
    }  # fmt: skip
    return house, keys


MATTER_COLUMNS = (
    "id", "uid", "number", "campaign_id", "kind_id", "kind_version", "clause_id", "township_id", "handler_id",
    "profile", "source", "title", "detail", "place", "state", "light", "due_at", "happened_at", "entered_at",
    "closed_at", "filed_by_id", "is_late", "rework_count", "fields",
)  # fmt: skip
SCOPE_COLUMNS = ("matter_id", "unit_id", "campaign_id", "due_at", "is_filer")


def write_rows(campaign: Any, keys: dict[str, Any], house: Any, count: int) -> None:
    """The matters and who sees them, straight into the tables."""
    from django.db import transaction

    from bench.against.rows import drawn_rows
    from bench.proof.filling import inserting
    from zhuanban.ground.orgs.models import User
    from zhuanban.work.matters.models import Matter, MatterScope

    filer = User.objects.get(username="inspector").pk
    insert_matters, insert_scopes = inserting(Matter, MATTER_COLUMNS), inserting(MatterScope, SCOPE_COLUMNS)
    for rows in batches(drawn_rows(house, count)):
        with transaction.atomic():
            insert_matters([matter_of(campaign.pk, keys, house, row, filer) for row in rows])
            insert_scopes([scope for row in rows for scope in scopes_of(campaign.pk, keys, house, row)])


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows in lists."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def matter_of(campaign: int, keys: dict[str, Any], house: Any, row: Any, filer: int) -> tuple[Any, ...]:
    """A drawn matter with the keys of this side."""
    handler = None if row.handler is None else keys["departments"][row.handler]
    return (
        row.number, row.uid, f"YX-{row.number}", campaign, keys["kinds"][row.kind], 1,
        keys["clauses"][house.clause_of_kind[row.kind]], keys["towns"][row.town], handler, "case", "patrol", row.title,
        row.detail, row.place, row.state, row.light, row.due_at, row.entered_at, row.entered_at, row.closed_at, filer,
        False, row.rework_count, "{}",
    )  # fmt: skip


def scopes_of(campaign: int, keys: dict[str, Any], house: Any, row: Any) -> list[tuple[Any, ...]]:
    """Its township, its handler, who supports it, and the units of its clause."""
    serving = [keys["departments"][unit] for unit in house.units_of_clause[house.clause_of_kind[row.kind]]]
    given = [keys["departments"][unit] for unit in (row.handler, *row.supporters) if unit is not None]
    due_at = None if row.closed_at else row.due_at
    units = dict.fromkeys([keys["towns"][row.town], *given, *serving])
    return [(row.number, unit, campaign, due_at, False) for unit in units]


def accounts(campaign: Any, house: Any, keys: dict[str, Any]) -> dict[str, Any]:
    """Session cookies of the office, a department, a township and an inspector, and the keys that requests need."""
    from django.test import Client

    from zhuanban.ground.orgs.models import RoleAssignment, Unit, User
    from zhuanban.work.matters.models import Kind

    people = {"office": User.objects.get(username="office"), "inspector": User.objects.get(username="inspector")}
    for name, unit in (("department", keys["departments"][0]), ("township", keys["towns"][3])):
        people[name] = RoleAssignment.objects.filter(unit=unit).order_by("pk")[0].user
    cookies = {}
    User.objects.filter(pk__in=[user.pk for user in people.values()]).update(must_change_password=False)
    for name, user in people.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.get(pk=user.pk))
        cookies[name] = client.cookies["sessionid"].value
    town, department = Unit.objects.get(pk=keys["towns"][3]), Unit.objects.get(pk=keys["departments"][0])
    return {
        "cookies": cookies, "slug": campaign.slug, "town": str(town.uid), "department": str(department.uid),
        "town_name": town.name, "lamp": Kind.objects.get(code="dark-street-lamp").name,
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
