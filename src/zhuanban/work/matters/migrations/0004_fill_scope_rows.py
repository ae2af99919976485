from zoneinfo import ZoneInfo

from django.db import migrations

BATCH = 2000


def fill(apps, _schema_editor):
    """Which units each matter concerns; the one that registered it by the seat that its person then had."""
    matters = apps.get_model("matters", "Matter")
    seats, by_clause = seats_of_users(apps), units_by_clause(apps)
    last = 0
    while rows := list(matters.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        filers = {row.pk: unit_at(seats.get(row.filed_by_id, ()), row.entered_at) for row in rows}
        concern(apps, rows, by_clause, filers)
        last = rows[-1].pk


def seats_of_users(apps):
    """User → (unit, first day, last day) of each seat that has a unit."""
    found = {}
    seats = apps.get_model("orgs", "RoleAssignment").objects.exclude(unit=None).order_by("pk")
    for user, *seat in seats.values_list("user", "unit", "starts_on", "ends_on"):
        found.setdefault(user, []).append(seat)
    return found


def unit_at(seats, instant):
    """The unit of the first seat that held on the day."""
    day = instant.astimezone(ZoneInfo("Asia/Shanghai")).date()
    return next((unit for unit, starts, ends in seats if starts <= day and (ends is None or day <= ends)), None)


def units_by_clause(apps):
    """Clause → the units that lead it or take part."""
    found = {}
    duties = apps.get_model("campaigns", "Duty").objects.filter(role__in=["lead", "participant"])
    for clause, unit in duties.exclude(unit__kind="group").values_list("clause", "unit"):
        found.setdefault(clause, set()).add(unit)
    return found


def concern(apps, rows, by_clause, filers):
    """The scope rows of these matters."""
    turns = {}
    for matter, unit in (
        apps.get_model("matters", "Assignment")
        .objects.filter(matter__in=[row.pk for row in rows])
        .values_list("matter", "unit")
    ):
        turns.setdefault(matter, set()).add(unit)
    scope = apps.get_model("matters", "MatterScope")
    scope.objects.bulk_create(
        (
            scope(
                matter_id=row.pk,
                unit_id=unit,
                campaign_id=row.campaign_id,
                due_at=None if row.closed_at else row.due_at,
                is_filer=unit == filers[row.pk],
            )
            for row in rows
            for unit in (
                {row.township_id, filers[row.pk]} | turns.get(row.pk, set()) | by_clause.get(row.clause_id, set())
            )
            - {None}
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_scope_rows")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
