"""A district with a million matters, always the same: straight into the tables, as no service could in minutes."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import District, RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, NoticeVersion
from zhuanban.work.matters.models import Kind, Matter, MatterScope
from zhuanban.work.matters.selectors.scopes import limit_in_scope
from zhuanban.work.matters.services import count_rows

SEED = 20240201
BATCH = 20_000
FIRST = datetime(2021, 3, 1, tzinfo=UTC)
TOWNSHIPS, DEPARTMENTS, VILLAGES = 20, 40, 300
STATES = ("registered", "dispatched", "handling", "done", "closed", "closed", "closed", "closed", "closed", "void")
SPARSE_ROWS = 300


@dataclass
class House:
    """What was filled: the action, people by what they see, and how many matters that is."""

    campaign: Campaign
    people: dict[str, User]
    rows: dict[str, int]


@dataclass(frozen=True)
class Ground:
    """The keys from which rows are drawn."""

    campaign: int
    by: int
    towns: list[int]
    departments: list[int]
    villages: list[int]
    kinds: list[int]
    clauses: list[int]


def fill(matters: int) -> House:
    """Write everything, analyse, and count what each person sees."""
    district = District.objects.create(name="江州市云溪区", short_name="云溪区")
    units = {kind: units_of(district, kind, count) for kind, count in COUNTS.items()}
    campaign = Campaign.objects.create(slug="yunxi", district=district, name="专项行动", short_name="专项行动")
    people = people_of(district, units)
    ground = Ground(
        campaign=campaign.pk,
        by=people["office"].pk,
        towns=[unit.pk for unit in units[UnitKind.TOWNSHIP]],
        departments=[unit.pk for unit in units[UnitKind.DEPARTMENT]],
        villages=[unit.pk for unit in units[UnitKind.VILLAGE]],
        kinds=[
            Kind.objects.create(code=f"kind-{n}", name=f"类别{n}", profile="case", group="环境").pk for n in range(8)
        ],
        clauses=clauses_of(campaign),
    )
    write(ground, matters)
    return House(campaign, people, {name: rows_of(user, matters) for name, user in people.items()})


COUNTS = {UnitKind.TOWNSHIP: TOWNSHIPS, UnitKind.DEPARTMENT: DEPARTMENTS, UnitKind.VILLAGE: VILLAGES}


def units_of(district: District, kind: UnitKind, count: int) -> list[Unit]:
    rows = [Unit(district=district, name=f"{kind.label}{number}", kind=kind) for number in range(count)]
    return Unit.objects.bulk_create(rows)


def kind_of(number: int) -> int:
    return Kind.objects.create(code=f"kind-{number}", name=f"类别{number}", profile="case", group="环境").pk


def clauses_of(campaign: Campaign) -> list[int]:
    version = NoticeVersion.objects.create(
        campaign=campaign, file_name="通知.txt", sha256="1" * 64, text="示例", plan={}, loaded_at=clock.now()
    )
    keys = []
    for number in range(40):
        clause = Clause.objects.create(campaign=campaign, key=f"2.{number}")
        clause.current = ClauseVersion.objects.create(
            clause=clause, version=version, position=f"2.{number}", order=number, marker="（一）", title="任务",
            body="整治", kind=ClauseVersion.Kind.TASK, start=0, end=2,
        )  # fmt: skip
        clause.save(update_fields=["current"])
        keys.append(clause.pk)
    return keys


def people_of(district: District, units: dict[UnitKind, list[Unit]]) -> dict[str, User]:
    """Roles that see all, much, some and little; a person with five seats that see much, one with five that do not."""
    departments, towns, villages = units[UnitKind.DEPARTMENT], units[UnitKind.TOWNSHIP], units[UnitKind.VILLAGE]
    held: dict[str, list[tuple[Role, Unit | None]]] = {
        "office": [(Role.OFFICE, None)],
        "department of 40 %": [(Role.DEPARTMENT, departments[0])],
        "township": [(Role.TOWNSHIP, towns[3])],
        "department of 0.5 %": [(Role.DEPARTMENT, departments[-2])],
        "unit of 300 rows": [(Role.DEPARTMENT, departments[-1])],
        "five seats": [(Role.DEPARTMENT, unit) for unit in (*departments[:2], *departments[-2:])]
        + [(Role.TOWNSHIP, towns[0])],
        "five small seats": [(Role.DEPARTMENT, departments[-1])] + [(Role.VILLAGE, unit) for unit in villages[:4]],
        "office and a unit": [(Role.OFFICE, None), (Role.DEPARTMENT, departments[-1])],
    }
    return {name: person(district, name, seats) for name, seats in held.items()}


def person(district: District, name: str, seats: list[tuple[Role, Unit | None]]) -> User:
    user = User.objects.create(username=name.replace(" ", "-"), name=name[:30], district=district)
    for role, unit in seats:
        RoleAssignment.objects.create(user=user, role=role, district=district, unit=unit, starts_on=date(2021, 1, 1))
    return user


def write(ground: Ground, matters: int) -> None:
    """The matters with their scope rows, a batch at a time."""
    drawn = random.Random(SEED)
    insert_matters = inserting(Matter, MATTER_COLUMNS)
    insert_scopes = inserting(MatterScope, ("matter_id", "unit_id", "campaign_id", "due_at", "is_filer"))
    for start in range(1, matters + 1, BATCH):
        numbers = range(start, min(start + BATCH, matters + 1))
        rows = [matter_row(ground, drawn, number, matters) for number in numbers]
        with transaction.atomic():
            insert_matters(rows)
            insert_scopes([scope for row in rows for scope in scopes_of(ground, drawn, row, matters)])
    analyse()


def analyse() -> None:
    """What the worker does every night, and what PostgreSQL needs after rows with keys of our own."""
    count_rows()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Matter, MatterScope):
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608
            cursor.execute("VACUUM ANALYZE")


MATTER_COLUMNS = (
    "id", "uid", "number", "campaign_id", "kind_id", "kind_version", "clause_id", "township_id", "handler_id",
    "profile", "source", "title", "detail", "place", "state", "light", "due_at", "happened_at", "entered_at",
    "closed_at", "filed_by_id", "is_late", "rework_count", "fields",
)  # fmt: skip


def matter_row(ground: Ground, drawn: random.Random, number: int, matters: int) -> tuple[Any, ...]:
    """One matter; they come over three years, the open ones mostly of the last months."""
    entered = FIRST + timedelta(days=1100) * (number / matters)
    state = drawn.choice(STATES) if number > 0.9 * matters else drawn.choice(STATES[-8:])
    closed = entered + timedelta(days=drawn.randint(1, 20)) if state in {"closed", "void"} else None
    due = None if state in {"registered", "void"} else entered + timedelta(days=drawn.randint(3, 60))
    handler = None if state == "registered" else handler_of(ground, drawn)
    return (
        number, UUID(int=number), f"YX-{number}", ground.campaign, drawn.choice(ground.kinds), 1,
        drawn.choice(ground.clauses), drawn.choice(ground.towns), handler, "case", "patrol", f"路边垃圾成堆 {number}",
        "沿路堆放，需要清运。", f"中心大街 {number % 997} 号", state, "none", due, entered, entered, closed, ground.by,
        False, 0, "{}",
    )  # fmt: skip


def handler_of(ground: Ground, drawn: random.Random) -> int:
    """The first department has 40 of 100, the others share the rest; the last two have only what scopes_of() gives."""
    return ground.departments[0] if drawn.random() < 0.4 else drawn.choice(ground.departments[1:-2])


def scopes_of(ground: Ground, drawn: random.Random, row: tuple[Any, ...], matters: int) -> list[tuple[Any, ...]]:
    """Its township, its handler, one time in ten a village that supports; every so often the two rare units."""
    number, township, handler, due_at, closed_at = row[0], row[7], row[8], row[16], row[19]
    units = [township]
    if handler:
        units.append(handler)
    if drawn.random() < 0.1:
        units.append(drawn.choice(ground.villages))
    if number % max(matters // SPARSE_ROWS, 1) == 0:
        units.append(ground.departments[-1])
    if number % 200 == 7:
        units.append(ground.departments[-2])
    return [(number, unit, ground.campaign, limit_in_scope(due_at, closed_at), False) for unit in units]


def inserting(model: type[Any], columns: tuple[str, ...]) -> Any:
    """What writes rows of these columns the fastest way that the database has."""
    table, names = model._meta.db_table, ", ".join(columns)
    marks = ", ".join(["%s"] * len(columns))

    def one_by_one(rows: list[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            plain = [tuple(map(adapted, row)) for row in rows]
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)  # noqa: S608

    def copied(rows: list[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
            for row in rows:
                out.write_row(row)

    return copied if connection.vendor == "postgresql" else one_by_one


def adapted(value: Any) -> Any:
    """As Django writes it to SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value


def rows_of(user: User, matters: int) -> int:
    """How many matters a person sees, as the scope rows say."""
    units = [seat.unit_id for seat in user.seats if seat.unit_id]
    if any(seat.role == Role.OFFICE for seat in user.seats):
        return matters
    return MatterScope.objects.filter(unit__in=units).values("matter").distinct().count()
