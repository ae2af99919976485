from datetime import date

from django.db import migrations
from django.db.models import Count, Q, Sum

NO_MONTH = date(1970, 1, 1)
STANDING = ["open", "red", "yellow", "green"]
LIT = {"red", "yellow", "green"}
BATCH = 2000


def sum_months(apps, _schema_editor):
    """The sums over all months that readers of the whole time ask for."""
    tallies = apps.get_model("matters", "Tally")
    keys = ("campaign_id", "township_id", "clause_id", "measure")
    rows = tallies.objects.exclude(measure__in=STANDING).order_by().values(*keys).annotate(value=Sum("value"))
    tallies.objects.bulk_create((tallies(month=NO_MONTH, **row) for row in rows), batch_size=BATCH)


def count_standings(apps, _schema_editor):
    """How the matters stand that each unit sees, and all of each action."""
    matters, scopes = apps.get_model("matters", "Matter"), apps.get_model("matters", "MatterScope")
    facts = ("township", "kind", "state", "light")
    of_all = matters.objects.order_by().annotate(again=Q(rework_count__gt=0))
    counts = {}
    for campaign, *key in of_all.values_list("campaign", *facts, "again").annotate(count=Count("pk")):
        count_one(counts, campaign, None, *key)
    of_units = scopes.objects.order_by().annotate(again=Q(matter__rework_count__gt=0))
    paths = [f"matter__{name}" for name in facts]
    for campaign, unit, *key in of_units.values_list("campaign", "unit", *paths, "again").annotate(count=Count("pk")):
        count_one(counts, campaign, unit, *key)
    keep(apps.get_model("matters", "Standing"), counts)


def count_one(counts, campaign, unit, township, kind, state, light, again, count):
    """Add a group under each of its measures."""
    measures = [state]
    if light in LIT:
        measures.append(light)
    if again and state != "void":
        measures.append("reworked")
    for measure in measures:
        key = (campaign, unit, township, kind, measure)
        counts[key] = counts.get(key, 0) + count


def keep(standing, counts):
    """Write what was counted."""
    standing.objects.bulk_create(
        (
            standing(
                campaign_id=campaign, unit_id=unit, township_id=township, kind_id=kind, measure=measure, value=value
            )
            for (campaign, unit, township, kind, measure), value in counts.items()
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_standing")]

    operations = [
        migrations.RunPython(sum_months, migrations.RunPython.noop),
        migrations.RunPython(count_standings, migrations.RunPython.noop),
    ]
