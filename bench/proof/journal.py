"""`bin/proof journal [--entries N]`: what sealing and `journal verify` take on a journal of a million entries.

The entries are written straight into their table, each under its mark, one in five with a private part; the sealer
seals them as always; the command verifies in a process of its own, whose time and greatest memory are told.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

BATCH = 5_000
FIRST = datetime(2023, 1, 1, tzinfo=UTC)
PRIVATE_EACH = 5


def journal(*, entries: int) -> int:
    """Fill a new database of DATABASE_URL, or a new SQLite file, and measure; 1 where the command finds a fault."""
    with tempfile.TemporaryDirectory(prefix="zhuanban-journal-") as folder:
        os.environ |= {"ZHUANBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
        django.setup()
        from django.db import connection

        from zhuanban.cli import setting_up
        from zhuanban.ground.journal.sealing import seal_entries

        setting_up.migrate()
        start = time.perf_counter()
        write(entries)
        written = time.perf_counter()
        sealed = seal_entries()
        taken = time.perf_counter() - written
        load = os.getloadavg()[0]
        print(f"{connection.vendor}: {entries:,} entries written in {written - start:.0f} s, load {load:.1f}")
        print(f"sealed {sealed:,} in {taken:.0f} s, {sealed / taken:,.0f} a second", flush=True)
        connection.close()
        return verify(entries)


def write(entries: int) -> None:
    """The entries with their marks, and the private parts."""
    from django.db import transaction

    from zhuanban.ground.journal import secrets
    from zhuanban.ground.journal.models import Entry, Private

    for first in range(0, entries, BATCH):
        numbers = range(first, min(first + BATCH, entries))
        words = {number: f'{{"reason": "第{number}件"}}'.encode() for number in numbers}
        with transaction.atomic():
            rows = Entry.objects.bulk_create(entry(number, said) for number, said in words.items())
            Private.objects.bulk_create(
                Private(entry=row, sealed=secrets.encrypt(said, str(row.pk)))
                for row, said in zip(rows, words.values(), strict=True)
                if row.private_digest
            )


def entry(number: int, words: bytes) -> Any:
    """An entry as record() would have written it."""
    import hashlib
    import hmac

    from django.conf import settings

    from zhuanban.ground.journal.marks import entry_mark
    from zhuanban.ground.journal.models import Entry

    digest = hmac.new(settings.JOURNAL_KEY.encode(), words, hashlib.sha256).hexdigest()
    row = Entry(
        event="MatterClosed", payload={"matter_id": number, "campaign_id": 1, "unit_id": number % 60},
        sentence=f"核查通过，销号（第 {number} 件）", at=FIRST + timedelta(seconds=37 * number),
        subject_kind="matter", subject_id=number, campaign_id=1, unit_id=number % 60,
        private_digest="" if number % PRIVATE_EACH else digest,
    )  # fmt: skip
    row.mark = entry_mark(row)
    return row


def verify(entries: int) -> int:
    """The command in its own process."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "zhuanban.cli", "journal", "verify"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(done.stdout.strip() or done.stderr.strip())
    print(f"journal verify: {taken:.0f} s, {entries / taken:,.0f} a second, at most {peak:.0f} MB")
    return done.returncode
