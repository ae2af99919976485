"""Entries are append-only: the database itself refuses a change or a deletion."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER entry_no_change BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal entries are append-only'); END",
    "CREATE TRIGGER entry_no_removal BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal entries are append-only'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'journal entries are append-only'; END $$",
    "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER entry_no_change", "DROP TRIGGER entry_no_removal"],
    "postgresql": ["DROP TRIGGER entry_no_change ON journal_entry", "DROP FUNCTION journal_refuse()"],
}


def forwards(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def backwards(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first")]
    operations = [migrations.RunPython(forwards, backwards)]
