"""Entries bear a mark and say for whom a deputy acted; entries written before have none."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

append_only = import_module("zhuanban.ground.journal.migrations.0002_append_only")


def guard_again(apps, editor):
    """SQLite adds a column with a default by making the table anew, and the triggers go with the old one."""
    if editor.connection.vendor == "sqlite":
        append_only.forwards(apps, editor)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("entry", "acting_for_id", models.BigIntegerField(null=True, verbose_name="代何人办理")),
        migrations.AddField(
            "entry", "mark", models.CharField(blank=True, default="", max_length=80, verbose_name="印记")
        ),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(condition=~models.Q(mark=""), fields=("mark",), name="mark_once"),
        ),
        migrations.RunPython(guard_again, guard_again),
    ]
