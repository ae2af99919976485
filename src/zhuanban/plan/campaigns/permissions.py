"""Everybody with a seat sees the plan of their actions; the office writes it; a township names its own people."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.orgs.models import District, Unit
from zhuanban.ground.orgs.rules import Role
from zhuanban.plan.campaigns.models import Campaign, Clause

EVERYBODY = list(Role)


def in_my_campaigns(me: Seat, path: str = "campaign") -> Q:
    """Rows whose action (reached by `path`, "" for the action itself) is one in which the seat holds."""
    prefix = f"{path}__" if path else ""
    condition = Q(**{f"{prefix}district": me.district_id})
    return condition & Q(**{f"{prefix}id": me.campaign_id}) if me.campaign_id else condition


def my_campaigns(me: Seat) -> Q:
    """The actions in which the seat holds."""
    return in_my_campaigns(me, "")


allow(EVERYBODY, "campaign.view", Campaign, where=my_campaigns)
allow(Role.OFFICE, "campaign.load", District, where=lambda me: Q(pk=me.district_id))
allow(Role.OFFICE, "campaign.correct", Campaign, where=my_campaigns)
allow(Role.OFFICE, "campaign.start", Campaign, where=my_campaigns)
allow(Role.OFFICE, "campaign.amend", Campaign, where=my_campaigns)
allow([Role.OFFICE, Role.LEADER], "campaign.view_amendment", Campaign, where=my_campaigns)
allow(Role.OFFICE, "campaign.assign", Campaign, where=my_campaigns)
allow(EVERYBODY, "clause.view", Clause, where=in_my_campaigns)
allow([Role.TOWNSHIP, Role.OFFICE], "clause.name_owner", Clause, where=in_my_campaigns)
allow(Role.TOWNSHIP, "unit.name_owner", Unit, where=lambda me: Q(pk=me.unit_id))
allow(Role.OFFICE, "unit.name_owner", Unit, where=lambda me: Q(district=me.district_id))
