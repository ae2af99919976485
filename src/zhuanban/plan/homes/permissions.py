"""Who assigns homes: the office of the action. Everybody who sees the action sees them."""

from zhuanban.ground.core.permits import allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import my_campaigns

allow(OFFICE_ROLES, "home.assign", Campaign, where=my_campaigns)
in_words({"home.assign": "指定、撤回条款要求的落点"})
