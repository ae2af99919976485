"""Opening states are seen by the whole action; the office and the townships state them and bring old files in."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.matters.permissions import my_own_unit, townships_of_my_district
from zhuanban.work.takeovers.models import Intake, Opening


def uploaded_by_me(me: Seat) -> Q:
    """本人上传的: old files that one's own account took in."""
    return in_my_campaigns(me) & Q(by__in=me.people)


def sent_by_me(me: Seat) -> Q:
    """本人上传的: photos that one's own account sent, before they belong to any matter."""
    return Q(sent_by__in=me.people)


allow(OFFICIALS, "opening.view", Opening, where=in_my_campaigns)
allow([*OFFICE_ROLES, Role.TOWNSHIP], "opening.state", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "opening.state_for", Unit, where=townships_of_my_district)
allow(Role.TOWNSHIP, "opening.state_for", Unit, where=my_own_unit)
allow([*OFFICE_ROLES, Role.TOWNSHIP], "photo.view", Photo, where=sent_by_me)
allow([*OFFICE_ROLES, Role.TOWNSHIP], "takeover.bring_in", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "takeover.open", Intake, where=in_my_campaigns)
allow(Role.TOWNSHIP, "takeover.open", Intake, where=uploaded_by_me)
in_words({
    "takeover.bring_in": "上传历史资料", "takeover.open": "核对、接收、放弃历史资料",
    "opening.view": "查看起点台账", "opening.state": "登记起点", "opening.state_for": "为乡镇登记起点",
})  # fmt: skip
