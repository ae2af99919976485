"""Officials see the plan of their actions; the office writes it, its director decides; townships name their people."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import District, Unit
from zhuanban.ground.orgs.permissions import my_district, of_my_district
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.plan.campaigns.models import Campaign, Clause


def in_my_campaigns(me: Seat, path: str = "campaign") -> Q:
    """本人任职的专项行动的: rows whose action (reached by `path`, "" for itself) is one in which the seat holds."""
    prefix = f"{path}__" if path else ""
    condition = Q(**{f"{prefix}district": me.district_id})
    return condition & Q(**{f"{prefix}id": me.campaign_id}) if me.campaign_id else condition


def my_campaigns(me: Seat) -> Q:
    """本人任职的: the actions in which the seat holds."""
    return in_my_campaigns(me, "")


def my_unit(me: Seat) -> Q:
    """本: the seat's own unit."""
    return Q(pk=me.unit_id)


allow(OFFICIALS, "campaign.view", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.load", District, where=my_district)
allow(OFFICE_ROLES, "campaign.correct", Campaign, where=my_campaigns)
allow(Role.OFFICE_DIRECTOR, "campaign.start", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.amend", Campaign, where=my_campaigns)
allow(Role.OFFICE_DIRECTOR, "campaign.apply_amendment", Campaign, where=my_campaigns)
allow([*OFFICE_ROLES, Role.LEADER], "campaign.view_amendment", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "campaign.assign", Campaign, where=my_campaigns)
allow(OFFICIALS, "clause.view", Clause, where=in_my_campaigns)
allow([Role.TOWNSHIP, *OFFICE_ROLES], "clause.name_owner", Clause, where=in_my_campaigns)
allow(Role.TOWNSHIP, "unit.name_owner", Unit, where=my_unit)
allow(OFFICE_ROLES, "unit.name_owner", Unit, where=of_my_district)
in_words({
    "campaign.view": "查看专项行动及其计划", "campaign.load": "载入通知，开始新的专项行动",
    "campaign.correct": "核对、更正通知的要素", "campaign.start": "启动专项行动",
    "campaign.amend": "载入、撤销修订稿", "campaign.apply_amendment": "施行修订稿",
    "campaign.view_amendment": "查看修订稿的变化", "campaign.assign": "确定牵头单位和分组成员",
    "clause.view": "查看条款", "clause.name_owner": "为条款确定责任人", "unit.name_owner": "为单位确定责任人",
})  # fmt: skip
