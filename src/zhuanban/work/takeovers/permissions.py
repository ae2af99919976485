"""Opening states are seen by the whole action; the office states them for every township, a township for itself."""

from zhuanban.ground.core.permits import allow, in_words
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.matters.permissions import my_own_unit, townships_of_my_district
from zhuanban.work.takeovers.models import Opening

allow(OFFICIALS, "opening.view", Opening, where=in_my_campaigns)
allow([*OFFICE_ROLES, Role.TOWNSHIP], "opening.state", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "opening.state_for", Unit, where=townships_of_my_district)
allow(Role.TOWNSHIP, "opening.state_for", Unit, where=my_own_unit)
in_words({
    "opening.view": "查看起点台账", "opening.state": "登记起点", "opening.state_for": "为乡镇登记起点",
})  # fmt: skip
