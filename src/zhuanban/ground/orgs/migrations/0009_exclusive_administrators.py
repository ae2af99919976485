"""An administrator holds no other role on any day: the database itself refuses it, whichever way the row comes.

On PostgreSQL the account is held while its roles are compared, so that two grants at once cannot both pass.
"""

from django.db import migrations

ADMINISTRATORS = "('system_admin', 'security_admin', 'auditor')"
OTHER = f"""
    SELECT 1 FROM orgs_roleassignment other
    WHERE other.user_id = NEW.user_id AND other.id <> NEW.id AND other.role <> NEW.role
    AND (NEW.role IN {ADMINISTRATORS} OR other.role IN {ADMINISTRATORS})
    AND (other.ends_on IS NULL OR other.ends_on >= NEW.starts_on)
    AND (NEW.ends_on IS NULL OR other.starts_on <= NEW.ends_on)
    AND (NEW.ends_on IS NULL OR NEW.ends_on >= NEW.starts_on)
    AND (other.ends_on IS NULL OR other.ends_on >= other.starts_on)
"""  # noqa: S608  # no word of it comes from outside
WORDS = "an administrator holds no other role"
SQLITE = [
    f"CREATE TRIGGER role_exclusive_{moment.lower()} AFTER {moment} ON orgs_roleassignment WHEN EXISTS ({OTHER}) "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for moment in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION orgs_role_exclusive() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM 1 FROM orgs_user WHERE id = NEW.user_id FOR UPDATE;
    IF EXISTS ({OTHER}) THEN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN NULL; END $$""",
    """CREATE TRIGGER role_exclusive AFTER INSERT OR UPDATE ON orgs_roleassignment
    FOR EACH ROW EXECUTE FUNCTION orgs_role_exclusive()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER role_exclusive_insert", "DROP TRIGGER role_exclusive_update"],
    "postgresql": ["DROP TRIGGER role_exclusive ON orgs_roleassignment", "DROP FUNCTION orgs_role_exclusive()"],
}


def forwards(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, None)


def backwards(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0008_deputies")]
    operations = [migrations.RunPython(forwards, backwards)]
