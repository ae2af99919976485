"""Lights change by themselves when their time comes; limits that were provisional are set when the year is known."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.journal.services import record
from zhuanban.ground.workdays.rules import Limit, LimitUnit, due, is_published
from zhuanban.work.matters.events import MatterLightChanged
from zhuanban.work.matters.models import Clock, Matter, TallyChange
from zhuanban.work.matters.rules.limits import reckoned
from zhuanban.work.matters.rules.loop import Light
from zhuanban.work.matters.selectors.clocks import clocks_running, limit_of, provisional_clocks
from zhuanban.work.matters.selectors.exemptions import moves_of
from zhuanban.work.matters.selectors.light_rules import TEXT_BESIDE
from zhuanban.work.matters.selectors.scopes import units_seeing
from zhuanban.work.matters.services.writing import LIT, changes_of, counted, lit, locked, saved

BATCH = 200


def move_lights() -> int:
    """Change every light whose time has come; how many changed."""
    changed = 0
    while count := _move_batch():
        changed += count
    return changed


@transaction.atomic
def _move_batch() -> int:
    now = clock.now()
    falling = Matter.objects.select_for_update(of=("self",), skip_locked=True)
    rows = list(
        falling.filter(closed_at=None, light_changes_at__lte=now)
        .select_related("campaign")
        .annotate(light_text=TEXT_BESIDE)
        .order_by("light_changes_at")[:BATCH]
    )
    if rows:
        _relight(rows)
    return len(rows)


def _relight(rows: Sequence[Matter]) -> None:
    keys = [row.pk for row in rows]
    now, clocks, seeing, changes = clock.now(), clocks_running(keys), units_seeing(keys), []
    for row in rows:
        before = counted(row)
        lit(row, clocks.get(row.pk), now)
        changes += changes_of(row, before, seeing.get(row.pk, []))
    Matter.objects.bulk_update(rows, ["light", "light_changes_at"])
    TallyChange.objects.bulk_create(changes)
    for row in rows:
        if row.light == Light.RED:
            record(
                MatterLightChanged(
                    matter_id=row.pk,
                    number=row.number,
                    light=row.light,
                    why="超过时限" if row.due_at and row.due_at <= now else "进度落后于计划",
                    township_id=row.township_id,
                    campaign_id=row.campaign_id,
                ),
                by=None,
            )


def set_provisional_limits() -> int:
    """Reckon anew the open limits that rest on a year whose holidays have become known; how many were set."""
    return sum(_set_again(row) for row in provisional_clocks() if _is_known(row))


def _is_known(ends: Clock) -> bool:
    turn = ends.assignment
    days = [ends.due_at] if ends.is_provisional else []
    days += [turn.whole_due_at] if turn.whole_due_at and turn.whole_is_provisional else []
    return any(is_published(local_day(at - timedelta(microseconds=1))) for at in days)


@transaction.atomic
def _set_again(known: Clock) -> bool:
    row = locked(Matter(pk=known.assignment.matter_id))
    ends = provisional_clocks().filter(pk=known.pk).first()
    if ends is None:
        return False
    before, turn, moves = counted(row), ends.assignment, moves_of(row)
    again = reckoned(due(ends.started_at, limit_of(ends)), LimitUnit(ends.unit), ends.started_at, moves)
    if turn.whole_due_at and turn.whole_amount:
        begun, unit = turn.clocks.earliest("order").started_at, LimitUnit(turn.whole_unit)
        whole = reckoned(due(begun, Limit(turn.whole_amount, unit)), unit, begun, moves)
        turn.whole_due_at, turn.whole_is_provisional = whole.at, whole.provisional
        turn.save(update_fields=["whole_due_at", "whole_is_provisional"])
        again = min(again, whole, key=lambda each: each.at)
    ends.due_at, ends.is_provisional = again.at, again.provisional
    ends.save(update_fields=["due_at", "is_provisional"])
    lit(row, ends, clock.now())
    saved(row, before, *LIT)
    return True
