"""The verification of the journal as long work: in slices from the worker, every night and when the auditor asks."""

import time as stopwatch
from datetime import time, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.journal import chain, faults
from zhuanban.ground.journal.events import JournalBroken, JournalCheckAsked
from zhuanban.ground.journal.faults import Fault
from zhuanban.ground.journal.models import Seal, Verification
from zhuanban.ground.journal.registry import every, every_day
from zhuanban.ground.journal.services import record
from zhuanban.ground.journal.verifying import Walk, at_the_end, early_links, off_the_chain, walk_on

SLICE_SECONDS = 0.3  # of each second of the worker, so that deliveries do not wait
MOST_KEPT = 200


@transaction.atomic
def begin_verification(*, by: AbstractBaseUser | None) -> Verification:
    """Ask for the whole journal to be verified; one that is under way is the answer to whoever asks meanwhile."""
    running = Verification.objects.filter(finished_at=None).first()
    if running:
        return running
    position, digest = chain.start()
    fresh = Verification.objects.create(
        asked_by_id=by.pk if by else None, started_at=clock.now(), began_behind=position, position=position,
        digest=digest,
    )  # fmt: skip
    if by:
        record(JournalCheckAsked(verification_id=fresh.pk), by=by)
    return fresh


@every_day(at=time(2, 30))
def verify_every_night() -> None:
    """The night's verification; the worker carries it on slice by slice."""
    begin_verification(by=None)


@every(timedelta(seconds=1))
def carry_verification_on() -> bool:
    """One slice of the verification that is under way; False where there is none."""
    running = Verification.objects.filter(finished_at=None).order_by("pk").first()
    if running is None:
        return False
    walk = _walk_of(running)
    found = list(early_links(walk.position)) if walk.position == running.began_behind else []
    at_end = _walk_a_while(walk, found)
    if at_end:
        found += [*at_the_end(walk), *off_the_chain()]
    if not _keep(running, walk, found):
        return True
    if at_end:
        _finish(running)
    return True


def _walk_of(running: Verification) -> Walk:
    """Where the last slice stopped, or where the chain begins now, if somebody archived meanwhile."""
    begins, digest = chain.start()
    if begins > running.position:
        return Walk(begins, digest)
    return Walk(running.position, running.digest or None, is_genuine=running.is_genuine, count=running.count)


def _walk_a_while(walk: Walk, found: list[Fault]) -> bool:
    """Walk chunk by chunk until the time is up; True where the chain has ended."""
    until = stopwatch.monotonic() + SLICE_SECONDS
    while stopwatch.monotonic() < until:
        before = walk.position
        places = Seal.objects.filter(position__gt=before).order_by("position").values_list("position", flat=True)
        batch = list(places[: chain.CHUNK])
        if not batch:
            return True
        found += walk_on(walk, until=batch[-1])
    return False


def _keep(running: Verification, walk: Walk, found: list[Fault]) -> bool:
    """Write how far the walk has come; False where another worker was faster, whose work then counts."""
    named = list(faults.merged(found))
    room = max(MOST_KEPT - len(running.faults), 0)
    kept = Verification.objects.filter(pk=running.pk, finished_at=None, position=running.position, count=running.count)
    return bool(
        kept.update(
            position=walk.position,
            digest=walk.digest or "",
            is_genuine=walk.is_genuine,
            count=walk.count,
            fault_count=running.fault_count + len(named),
            faults=[*running.faults, *(_as_row(fault) for fault in named[:room])],
        )
    )


def _as_row(fault: Fault) -> dict[str, Any]:
    return {"message": fault.message, "position": fault.position, "last": fault.last, "entry": fault.entry_id}


@transaction.atomic
def _finish(running: Verification) -> None:
    if not Verification.objects.filter(pk=running.pk, finished_at=None).update(finished_at=clock.now()):
        return
    running.refresh_from_db()
    if running.fault_count:
        places = "、".join(_place(row) for row in running.faults[:3])
        what = f"{places}{'等处' if running.fault_count > 3 else ''}，详见日志审计"
        record(JournalBroken(entry_id=running.pk, fault_count=running.fault_count, what=what), by=None)


def _place(row: dict[str, Any]) -> str:
    """Which place, in words that somebody who tampers has no say in."""
    if row["position"] is not None:
        return f"第 {row['position']} 条"
    return f"日志条目 {row['entry']}" if row["entry"] else "链尾"
