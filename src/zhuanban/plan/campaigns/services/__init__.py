"""Writing the action and its plan; the names that other rooms use."""

from zhuanban.plan.campaigns.services.corrections import correct_fact, undo_correction
from zhuanban.plan.campaigns.services.leads import assign_lead, assign_leads, remove_lead, set_group_members
from zhuanban.plan.campaigns.services.loading import load_draft, load_notice
from zhuanban.plan.campaigns.services.owners import name_owner, name_owners
from zhuanban.plan.campaigns.services.starting import start_campaign

__all__ = [
    "assign_lead",
    "assign_leads",
    "correct_fact",
    "load_draft",
    "load_notice",
    "name_owner",
    "name_owners",
    "remove_lead",
    "set_group_members",
    "start_campaign",
    "undo_correction",
]
