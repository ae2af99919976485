"""Officials see the plan of their actions; the office writes it, its director decides; townships name their people."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.models import District, Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.plan.campaigns.models import Campaign, Clause


def in_my_campaigns(me: Seat, path: str = "campaign") -> Q:
    """Rows whose action (reached by `path`, "" for the action itself) is one in which the seat holds."""
    prefix = f"{path}__" if path else ""
    condition = Q(**{f"{prefix}district": me.district_id})
    return condition & Q(**{f"{prefix}id": me.campaign_id}) if me.campaign_id else condition


def my_campaigns(me: Seat) -> Q:
    """The actions in which the seat holds."""
    return in_my_campaigns(me, "")


allow(OFFICIALS, "campaign.view", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.load", District, where=lambda me: Q(pk=me.district_id))
allow(OFFICE_ROLES, "campaign.correct", Campaign, where=my_campaigns)
allow(Role.OFFICE_DIRECTOR, "campaign.start", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.amend", Campaign, where=my_campaigns)
allow(Role.OFFICE_DIRECTOR, "campaign.apply_amendment", Campaign, where=my_campaigns)
allow([*OFFICE_ROLES, Role.LEADER], "campaign.view_amendment", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.assign", Campaign, where=my_campaigns)
allow(OFFICIALS, "clause.view", Clause, where=in_my_campaigns)
allow([Role.TOWNSHIP, *OFFICE_ROLES], "clause.name_owner", Clause, where=in_my_campaigns)
allow(Role.TOWNSHIP, "unit.name_owner", Unit, where=lambda me: Q(pk=me.unit_id))
allow(OFFICE_ROLES, "unit.name_owner", Unit, where=lambda me: Q(district=me.district_id))
