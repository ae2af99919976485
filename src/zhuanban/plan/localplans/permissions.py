"""The office sees and checks all local plans of its actions, leaders see them, a township has its own."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role, UnitKind
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.plan.localplans.models import LocalPlan

WATCHERS = (*OFFICE_ROLES, Role.LEADER)


def of_my_unit(me: Seat) -> Q:
    """本乡镇的: plans of the seat's own township."""
    return in_my_campaigns(me) & Q(township=me.unit_id)


def townships_here(me: Seat) -> Q:
    """本区县的乡镇: the townships of the seat's district."""
    return Q(district=me.district_id, kind=UnitKind.TOWNSHIP)


def my_township(me: Seat) -> Q:
    """本乡镇: the seat's own township."""
    return Q(pk=me.unit_id, kind=UnitKind.TOWNSHIP)


allow((*WATCHERS, Role.TOWNSHIP), "localplan.list", Campaign, where=my_campaigns)
allow(WATCHERS, "localplan.expect", Unit, where=townships_here)
allow(Role.TOWNSHIP, "localplan.expect", Unit, where=my_township)
allow(WATCHERS, "localplan.view", LocalPlan, where=in_my_campaigns)
allow(Role.TOWNSHIP, "localplan.view", LocalPlan, where=of_my_unit)
allow(Role.TOWNSHIP, "localplan.upload", Unit, where=my_township)
allow(Role.TOWNSHIP, "localplan.explain", LocalPlan, where=of_my_unit)
allow(OFFICE_ROLES, "localplan.mark", LocalPlan, where=in_my_campaigns)
allow(OFFICE_ROLES, "localplan.return", LocalPlan, where=in_my_campaigns)
allow(OFFICE_ROLES, "localplan.confirm", LocalPlan, where=in_my_campaigns)
in_words({
    "localplan.list": "查看乡镇方案清单", "localplan.expect": "查看应报方案的乡镇",
    "localplan.view": "查看乡镇实施方案", "localplan.upload": "上传乡镇实施方案",
    "localplan.explain": "说明未列条款的原因", "localplan.mark": "逐条标注方案对条款的落实",
    "localplan.return": "退回乡镇实施方案", "localplan.confirm": "确认乡镇实施方案",
})  # fmt: skip
