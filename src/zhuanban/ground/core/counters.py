"""Numbers for people, given out inside the caller's transaction."""

from django.db import connection, transaction

from zhuanban.ground.core.models import Counter


def next_number(scope: str) -> int:
    """The next number of the scope, from 1 on; the row stays held until the caller's transaction ends."""
    return next_numbers(scope, 1)[0]


@transaction.atomic(savepoint=False)
def next_numbers(scope: str, count: int) -> range:
    """The next numbers of the scope, so many at once; the row stays held until the caller's transaction ends."""
    last = _raised(scope, count)
    if last is None:
        Counter.objects.get_or_create(scope=scope)
        last = _raised(scope, count) or count
    return range(last - count + 1, last + 1)


def _raised(scope: str, count: int) -> int | None:
    """The value after raising it, None where there is no row; the ORM would ask for it again."""
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        words = f"UPDATE {table} SET value = value + %s WHERE scope = %s RETURNING value"  # noqa: S608
        cursor.execute(words, [count, scope])
        row = cursor.fetchone()
    return row[0] if row else None
