"""Acceptance: statements made from the data, and what the office decides about them."""

from datetime import date

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.oversight.appraisals.events import AcceptanceDecided, StatementsMade
from zhuanban.oversight.appraisals.models import Acceptance
from zhuanban.oversight.appraisals.rules.acceptance import SETTLED, Decision, State, fault_of, obstacles
from zhuanban.oversight.appraisals.selectors.acceptance import statements_of
from zhuanban.plan.campaigns.models import Campaign


@transaction.atomic
def make_statements(*, by: User, campaign: Campaign) -> int:
    """Make the statement of every task in every township from the data of this day, but for what is settled.

    Returns how many were made. Nobody writes them: a township is not asked for what is known.
    """
    require(by, "acceptance.state", campaign)
    campaign = lock(campaign)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("行动还没有启动或已经结束，不能生成验收自查说明。")
    known = {(row.clause_id, row.township_id): row for row in Acceptance.objects.filter(clause__campaign=campaign)}
    fresh: list[Acceptance] = []
    renewed: list[Acceptance] = []
    for (clause_id, township_id), (standard, statement) in statements_of(campaign, clock.today()).items():
        row = known.get((clause_id, township_id)) or Acceptance(clause_id=clause_id, township_id=township_id)
        if row.decision in SETTLED:
            continue
        row.standard, row.statement, row.stated_at = standard, statement, clock.now()
        row.state = State.DECIDED if row.decision else State.STATED
        (renewed if row.pk else fresh).append(row)
    Acceptance.objects.bulk_create(fresh)
    Acceptance.objects.bulk_update(renewed, ["standard", "statement", "stated_at", "state"])
    count = len(fresh) + len(renewed)
    record(StatementsMade(campaign_id=campaign.pk, count=count), by=by)
    return count


@transaction.atomic
def decide_acceptance(
    *, by: User, acceptance: Acceptance, decision: str, reason: str = "", due_on: date | None = None
) -> Acceptance:
    """Decide a cell: 通过, 限期整改 until a day, or 转长效. What was to be mended is decided again later."""
    require(by, "acceptance.decide", acceptance)
    acceptance = lock(acceptance)
    if is_recused(by, acceptance.township_id):
        raise Refused(f"您在{acceptance.township.name}任职，按回避规定不能验收，请由其他人办理。")
    if acceptance.state == State.OPEN:
        raise Invalid("还没有自查说明，请先生成。")
    if acceptance.is_settled:
        raise Invalid(f"这一项已经验收：{acceptance.get_decision_display()}。")
    if decision not in Decision.values:
        raise Invalid("请选择验收结论。", "decision")
    reason = reason.strip()
    chosen = Decision(decision)
    if fault := fault_of(chosen, reason, due_on, obstacles(acceptance.statement), clock.today()):
        raise Invalid(fault[1], fault[0])
    acceptance.state, acceptance.decision = State.DECIDED, chosen
    acceptance.reason, acceptance.due_on = reason, due_on
    acceptance.decided_by, acceptance.decided_at = by, clock.now()
    acceptance.full_clean()
    acceptance.save(update_fields=["state", "decision", "reason", "due_on", "decided_by", "decided_at"])
    record(
        AcceptanceDecided(
            acceptance_id=acceptance.pk,
            clause=str(acceptance.clause),
            township=acceptance.township.name,
            outcome=chosen.label,
            until=f"，整改至 {due_on:%Y-%m-%d}" if due_on else "",
            campaign_id=acceptance.clause.campaign_id,
        ),
        by=by,
        unit_id=acceptance.township_id,
        private={"reason": reason} if reason else None,
    )
    return acceptance
