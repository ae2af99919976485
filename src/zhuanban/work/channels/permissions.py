"""Export files of other systems are brought in and answered by the office."""

from zhuanban.ground.core.permits import allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.channels.models import ChannelFile

allow(OFFICE_ROLES, "channel.bring_in", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "channel.open", ChannelFile, where=in_my_campaigns)
in_words({"channel.bring_in": "接收12345、数字城管来件", "channel.open": "核对来件、导出回复表"})
