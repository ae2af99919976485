"""What an amended notice means for open matters: each is told, some move to another clause, some get another day."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of, local_day
from zhuanban.ground.journal.selectors import subjects_told
from zhuanban.ground.journal.services import record
from zhuanban.ground.workdays.rules import working_days_between
from zhuanban.plan.campaigns.events import NoticeAmended
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import clauses_ever
from zhuanban.work.matters.events import MatterClauseAmended, MatterClauseRepealed, MatterMoved, MatterPlanMoved
from zhuanban.work.matters.models import Clock, KindVersion, Matter, TallyChange
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.rules.loop import LEDGER_STAGE, OPEN, Profile, State
from zhuanban.work.matters.selectors.kinds import campaign_of
from zhuanban.work.matters.services.kinds import activate_kinds, hand_over_clauses
from zhuanban.work.matters.services.searching import index_campaign
from zhuanban.work.matters.services.tallies import rebuild_scopes
from zhuanban.work.matters.services.writing import LIT, changes_of, counted, lit, saved, taken_back

TOLD = ("MatterClauseAmended", "MatterClauseRepealed", "MatterMoved")


@transaction.atomic
def follow_amendment(event: NoticeAmended) -> None:
    """Carry an amendment into the open matters of the clauses that it touches; what was told is not told again."""
    campaign = campaign_of(event.campaign_id)
    moved = dict(event.moved)
    hand_over_clauses(campaign, moved)
    activate_kinds(campaign=campaign)
    clauses = {clause.pk: clause for clause in clauses_ever(campaign)}
    told = subjects_told(campaign.pk, TOLD, event.version_id)
    for row in _open_matters(campaign, {*event.amended, *event.repealed}):
        if row.pk not in told:
            _carry(row, event, clauses, moved)
    _move_plans(campaign, event)
    rebuild_scopes(campaign)
    index_campaign(campaign)


def _open_matters(campaign: Campaign, clauses: set[int]) -> list[Matter]:
    rows = Matter.objects.select_for_update(of=("self",)).filter(campaign=campaign, clause__in=clauses, state__in=OPEN)
    return list(rows.select_related("campaign", "kind", "township", "handler").order_by("pk"))


def _carry(row: Matter, event: NoticeAmended, clauses: Mapping[int, Clause], moved: Mapping[int, int]) -> None:
    """One line on the time line of the matter, and another clause where the office said so."""
    old = clauses[row.clause_id or 0]
    said: dict[str, Any] = {
        "matter_id": row.pk, "number": row.number, "version": event.number, "version_id": event.version_id,
        "campaign_id": row.campaign_id,
    }  # fmt: skip
    if row.clause_id in moved:
        new = clauses[moved[old.pk]]
        _move(row, new)
        record(MatterMoved(old=str(old), clause=str(new), **said), by=None, unit_id=row.handler_id)
    elif row.clause_id in event.repealed:
        record(MatterClauseRepealed(clause=str(old), **said), by=None, unit_id=row.handler_id)
    else:
        record(MatterClauseAmended(clause=str(old), **said), by=None, unit_id=row.handler_id)


def _move(row: Matter, clause: Clause) -> None:
    """Another clause: the figures of the old one lose what those of the new one gain."""
    lost = taken_back(row)
    row.clause = clause
    row.save(update_fields=["clause"])
    TallyChange.objects.bulk_create([*lost, *changes_of(row, Counter())])


def _move_plans(campaign: Campaign, event: NoticeAmended) -> None:
    """Ledger matters planned for the day of their clause are planned for its new day, where their kind says so."""
    days = {clause: (date.fromisoformat(old), date.fromisoformat(now)) for clause, old, now in event.days if now}
    rows = Matter.objects.select_for_update(of=("self",)).filter(
        campaign=campaign, clause__in=list(days), profile=Profile.LEDGER, state__in=OPEN
    )
    by_clause = _planned_by_clause()
    for row in rows.select_related("campaign").order_by("pk"):
        old, now = days[row.clause_id or 0]
        if row.planned_on == old and (row.kind_id, row.kind_version) in by_clause:
            _plan(row, old, max(now, clock.today()), event)


def _planned_by_clause() -> set[tuple[int, int]]:
    """The versions of kinds that take the day of the clause for the plan."""
    versions = KindVersion.objects.filter(kind__profile=Profile.LEDGER)
    return {(version.kind_id, version.number) for version in versions if kind_of(version.spec).plans_by_clause}


def _plan(row: Matter, old: date, now: date, event: NoticeAmended) -> None:
    before, row.planned_on = counted(row), now
    ends = Clock.objects.filter(assignment__matter=row, stage=LEDGER_STAGE, stopped_at=None).first()
    # A day to which the limit was extended, or which a later stint has, is not the clause's.
    if ends and ends.due_at == end_of(old):
        ends.due_at = end_of(now)
        ends.amount = max(0, working_days_between(local_day(ends.started_at), now))
        ends.save(update_fields=["due_at", "amount"])
        if row.state != State.SUSPENDED:
            lit(row, ends, clock.now())
    saved(row, before, "planned_on", *LIT)
    record(
        MatterPlanMoved(
            matter_id=row.pk, number=row.number, old=old.isoformat(), now=now.isoformat(),
            version_id=event.version_id, campaign_id=row.campaign_id,
        ),
        by=None,
        unit_id=row.handler_id,
    )  # fmt: skip
