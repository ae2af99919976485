from django.db import migrations
from django.db.models import F, Sum

KEYS = ("campaign_id", "township_id", "clause_id", "month", "measure")


def fold(apps, _schema_editor):
    """Fold every change: the next migration gives changes another form."""
    changes, tallies = apps.get_model("matters", "TallyChange"), apps.get_model("matters", "Tally")
    for row in changes.objects.order_by().values(*KEYS).annotate(total=Sum("delta")):
        key, total = {name: row[name] for name in KEYS}, row["total"]
        if total and not tallies.objects.filter(**key).update(value=F("value") + total):
            tallies.objects.create(**key, value=total)
    changes.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_fill_scope_rows")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
