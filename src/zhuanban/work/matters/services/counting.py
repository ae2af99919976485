"""What the planner of the database knows about the rows."""

from django.db import connection

SAMPLE = 1000


def count_rows() -> None:
    """Have SQLite look at a sample of every index; PostgreSQL does so by itself.

    Without it SQLite takes every index for a selective one and walks an action where a unit has few rows in it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
            cursor.execute("ANALYZE")
