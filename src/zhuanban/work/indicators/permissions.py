"""Indicators are seen by the whole action; readings are entered by the office, departments of the clause, townships."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import RoleAssignment, Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.plan.campaigns.models import Duty
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_unit
from zhuanban.work.indicators.models import Indicator, Reading


def with_my_duty(me: Seat) -> Q:
    """本单位负有职责的条款的: indicators of clauses in which the seat's unit has a duty."""
    return in_my_campaigns(me) & Q(clause__in=Duty.objects.filter(unit=me.unit_id).values("clause_id"))


def readings_of_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的: readings of the seat's actions."""
    return in_my_campaigns(me, "indicator__campaign")


def entered_by_my_unit(me: Seat) -> Q:
    """本乡镇自己填报的: readings of the seat's own township that an account of it entered."""
    ours = RoleAssignment.objects.filter(unit=me.unit_id).values("user")
    return readings_of_my_campaigns(me) & Q(township=me.unit_id, entered_by__in=ours)


allow(OFFICIALS, "indicator.view", Indicator, where=in_my_campaigns)
allow(OFFICIALS, "reading.view", Reading, where=readings_of_my_campaigns)
# For the whole district and for every township.
allow(OFFICE_ROLES, "reading.record", Indicator, where=in_my_campaigns)
allow(Role.DEPARTMENT, "reading.record", Indicator, where=with_my_duty)
# A township only for itself: both rules must hold.
allow(Role.TOWNSHIP, "reading.record_own", Indicator, where=with_my_duty)
allow(Role.TOWNSHIP, "reading.correct_own", Reading, where=entered_by_my_unit)
allow(Role.TOWNSHIP, "reading.record_here", Unit, where=my_unit)
in_words({
    "indicator.view": "查看指标", "reading.view": "查看填报值", "reading.record": "填报、更正指标（全区县和各乡镇）",
    "reading.record_own": "填报本乡镇的指标", "reading.record_here": "为乡镇填报指标",
    "reading.correct_own": "更正本乡镇的填报值",
})  # fmt: skip
