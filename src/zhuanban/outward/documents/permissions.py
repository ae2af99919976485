"""The office drafts and issues; leaders see all; everybody else sees what is issued."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.lifecycle import State
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns

INSIDERS = (*OFFICE_ROLES, Role.LEADER)
READERS = (Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE, Role.INSPECTOR, Role.JUDGE)


def issued(me: Seat) -> Q:
    """本人任职的专项行动已印发的: issued documents of the seat's actions."""
    return in_my_campaigns(me) & Q(state=State.PUBLISHED)


allow(INSIDERS, "document.view", Document, where=in_my_campaigns)
allow(READERS, "document.view", Document, where=issued)
allow(OFFICE_ROLES, "document.draft", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "document.edit", Document, where=in_my_campaigns)
allow(OFFICE_ROLES, "document.submit", Document, where=in_my_campaigns)
allow(OFFICE_ROLES, "document.publish", Document, where=in_my_campaigns)
in_words({
    "document.view": "查看文书", "document.draft": "起草文书", "document.edit": "修改文书",
    "document.submit": "送审文书", "document.publish": "印发文书",
})  # fmt: skip
