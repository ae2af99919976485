"""Seals bear marks too, new entries queue for theirs, and the triggers guard seals and private parts as well.

An entry or a seal may be removed once it is older than the law's six months, by the database's own clock.
"""

from datetime import UTC, datetime

import django.db.models.deletion
from django.db import migrations, models

from zhuanban.ground.journal.hashing import digest as hashed
from zhuanban.ground.journal.marks import as_text, canonical, instant, make_mark, seal_words

DAYS, CHUNK, ORIGIN = 183, 1000, "0" * 64
WORDS = "journal entries are append-only"
KEPT = (("journal_entry", "id", "at"), ("journal_seal", "position", "sealed_at"))
QUEUE = "INSERT INTO journal_unsealed (entry_id) VALUES (NEW.id)"


def guards(vendor):
    """The statements that set the triggers, and those that take them away."""
    return _on_sqlite() if vendor == "sqlite" else _on_postgresql()


def _on_sqlite():
    """REPLACE removes a row without asking the triggers of removal, so a key that is there is refused at once."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    set_up, names = [], []

    def trigger(name, moment, when=""):
        names.append(name)
        set_up.append(f"CREATE TRIGGER {name} BEFORE {moment} {when} {refuse}")

    for table, _, at in KEPT:
        short = table.removeprefix("journal_")
        trigger(f"{short}_no_change", f"UPDATE ON {table}")
        trigger(f"{short}_no_removal", f"DELETE ON {table}", f"WHEN OLD.{at} > datetime('now', '-{DAYS} days')")
    trigger("private_no_change", "UPDATE ON journal_private")
    for table, key in (*((table, key) for table, key, _ in KEPT), ("journal_private", "entry_id")):
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - constants
        trigger(f"{table.removeprefix('journal_')}_no_replacing", f"INSERT ON {table}", there)
    return set_up, [f"DROP TRIGGER {name}" for name in names]


def _on_postgresql():
    refuse, set_up, take_down = "EXECUTE FUNCTION journal_refuse()", [], []

    def trigger(name, table, moment, each="FOR EACH ROW"):
        set_up.append(f"CREATE TRIGGER {name} BEFORE {moment} ON {table} {each} {refuse}")
        take_down.append(f"DROP TRIGGER {name} ON {table}")

    for table, _, at in KEPT:
        short, young = table.removeprefix("journal_"), f"OLD.{at} > clock_timestamp() - interval '{DAYS} days'"
        trigger(f"{short}_no_change", table, "UPDATE")
        trigger(f"{short}_no_removal", table, "DELETE", f"FOR EACH ROW WHEN ({young})")
        trigger(f"{short}_no_emptying", table, "TRUNCATE", "FOR EACH STATEMENT")
    trigger("private_no_change", "journal_private", "UPDATE")
    return set_up, take_down


def guard(apps, editor):
    for statement in guards(editor.connection.vendor)[0]:
        editor.execute(statement)


def unguard(apps, editor):
    for statement in guards(editor.connection.vendor)[1]:
        editor.execute(statement)


def unguard_of_before(apps, editor):
    """The triggers of 0002."""
    vendor = editor.connection.vendor
    on = "" if vendor == "sqlite" else " ON journal_entry"
    for name in ("entry_no_change", "entry_no_removal") if vendor == "sqlite" else ("entry_no_change",):
        editor.execute(f"DROP TRIGGER {name}{on}")


def guard_as_before(apps, editor):
    if editor.connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        editor.execute(f"CREATE TRIGGER entry_no_change BEFORE UPDATE ON journal_entry {refuse}")
        editor.execute(f"CREATE TRIGGER entry_no_removal BEFORE DELETE ON journal_entry {refuse}")
    else:
        editor.execute(
            "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON journal_entry "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        )


def queue(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(f"CREATE TRIGGER entry_waits AFTER INSERT ON journal_entry BEGIN {QUEUE}; END")
    else:
        body = f"$$ BEGIN {QUEUE}; RETURN NULL; END $$"
        editor.execute(f"CREATE FUNCTION journal_queue() RETURNS trigger LANGUAGE plpgsql AS {body}")
        editor.execute(
            "CREATE TRIGGER entry_waits AFTER INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION journal_queue()"
        )


def unqueue(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER entry_waits")
    else:
        editor.execute("DROP TRIGGER entry_waits ON journal_entry")
        editor.execute("DROP FUNCTION journal_queue()")


def mark_what_is_there(apps, editor):
    """Seal what waits without a mark, and mark every seal: an unmarked row that comes later cannot pass for an old one."""
    Entry, Seal = apps.get_model("journal", "Entry"), apps.get_model("journal", "Seal")
    position, digest = 0, ORIGIN
    while batch := list(Seal.objects.filter(position__gt=position).select_related("entry").order_by("position")[:CHUNK]):
        rows = []
        for seal in batch:
            text = as_text(canonical(seal.entry))
            place = (seal.position, seal.entry_id, "sha256", seal.digest, instant(seal.sealed_at))
            rows.append((make_mark("seal", seal_words(place, text)), seal.position))
        with editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE journal_seal SET mark = %s WHERE position = %s", rows)
        position, digest = batch[-1].position, batch[-1].digest
    for entry in Entry.objects.filter(seal=None).order_by("id").iterator():
        if entry.mark:
            apps.get_model("journal", "Unsealed").objects.create(entry=entry)
            continue
        text = as_text(canonical(entry))
        position, digest = position + 1, hashed("sha256", f"{digest}\n{text}".encode())
        mark = make_mark("seal", seal_words((position, entry.pk, "sha256", digest, instant(entry.at)), text))
        Seal.objects.create(position=position, entry=entry, digest=digest, sealed_at=entry.at, mark=mark)
    if position:
        _note(apps, "head", position, digest)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the tables could not get their triggers


def _note(apps, name, position, digest):
    now = datetime.now(UTC)
    mark = make_mark("checkpoint", f"{name} {position} {digest} {instant(now)}")
    apps.get_model("journal", "Checkpoint").objects.create(
        name=name, position=position, digest=digest, noted_at=now, mark=mark
    )


def nothing(apps, editor):
    """What was sealed stays sealed."""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_marks")]
    operations = [
        migrations.RunPython(unguard_of_before, guard_as_before),
        migrations.AddField(
            "seal", "algorithm", models.CharField(default="sha256", max_length=10, verbose_name="算法")
        ),
        migrations.AddField(
            "seal", "mark", models.CharField(blank=True, default="", max_length=80, verbose_name="印记")
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("head", "链尾"),
                            ("archived", "此前的条目已归档"),
                        ],
                        max_length=20, primary_key=True, serialize=False, verbose_name="名称",
                    ),
                ),
                ("position", models.BigIntegerField(verbose_name="序号")),
                ("digest", models.CharField(max_length=64, verbose_name="链上摘要")),
                ("noted_at", models.DateTimeField(verbose_name="记录时间")),
                ("mark", models.CharField(max_length=80, verbose_name="印记")),
            ],
        ),
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="unsealed",
                        serialize=False, to="journal.entry",
                    ),
                ),
                ("refused_at", models.DateTimeField(null=True, verbose_name="拒封时间")),
            ],
        ),
        migrations.RunPython(mark_what_is_there, nothing),
        migrations.RunPython(queue, unqueue),
        migrations.RunPython(guard, unguard),
    ]  # fmt: skip
