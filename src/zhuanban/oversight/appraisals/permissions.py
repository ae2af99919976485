"""Schemes are open to all once published; the office scores, its director decides; a township sees its own scores."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.oversight.appraisals.models import Acceptance, Scheme, TownshipTotal
from zhuanban.plan.campaigns.models import Campaign, Duty
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns

# They see every matter of the action too, so that every score opens for them.
WHOLE_CAMPAIGN = [*OFFICE_ROLES, Role.LEADER]


def published(me: Seat) -> Q:
    """本人任职的专项行动已公布的: schemes of the seat's actions that have been published."""
    return in_my_campaigns(me) & Q(published_at__isnull=False)


def totals_of_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的: scores in the seat's actions."""
    return in_my_campaigns(me, "run__scheme__campaign")


def my_totals(me: Seat) -> Q:
    """本乡镇的: scores of the seat's own township."""
    return totals_of_my_campaigns(me) & Q(township=me.unit_id)


def acceptances_of_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的: acceptance in the seat's actions."""
    return in_my_campaigns(me, "clause__campaign")


def acceptances_of_my_clauses(me: Seat) -> Q:
    """本单位负有职责的条款的: acceptance of the clauses in which the seat's unit has a duty."""
    clauses = Duty.objects.filter(unit=me.unit_id).values("clause_id")
    return acceptances_of_my_campaigns(me) & Q(clause__in=clauses)


def acceptances_of_my_township(me: Seat) -> Q:
    """本乡镇的: acceptance of the seat's own township."""
    return acceptances_of_my_campaigns(me) & Q(township=me.unit_id)


allow(OFFICIALS, "scheme.view", Scheme, where=published)
allow(OFFICE_ROLES, "scheme.view", Scheme, where=in_my_campaigns)
allow(OFFICE_ROLES, "scheme.draft", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "scheme.revise", Scheme, where=in_my_campaigns)
allow(Role.OFFICE_DIRECTOR, "scheme.publish", Scheme, where=in_my_campaigns)
allow(OFFICE_ROLES, "score.compute", Scheme, where=published)
allow(WHOLE_CAMPAIGN, "score.view", TownshipTotal, where=totals_of_my_campaigns)
allow(Role.TOWNSHIP, "score.view", TownshipTotal, where=my_totals)
allow([*WHOLE_CAMPAIGN, Role.INSPECTOR], "acceptance.view", Acceptance, where=acceptances_of_my_campaigns)
allow(Role.DEPARTMENT, "acceptance.view", Acceptance, where=acceptances_of_my_clauses)
allow(Role.TOWNSHIP, "acceptance.view", Acceptance, where=acceptances_of_my_township)
allow(OFFICE_ROLES, "acceptance.state", Campaign, where=my_campaigns)
allow(Role.OFFICE_DIRECTOR, "acceptance.decide", Acceptance, where=acceptances_of_my_campaigns)
in_words({
    "scheme.view": "查看评分办法", "scheme.draft": "起草评分办法", "scheme.revise": "修改评分办法",
    "scheme.publish": "公布评分办法", "score.compute": "计算评分", "score.view": "查看评分",
    "acceptance.view": "查看验收", "acceptance.state": "生成验收自述", "acceptance.decide": "作出验收决定",
})  # fmt: skip
