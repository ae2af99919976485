"""Writing the action and its plan; the names that other rooms use."""

from zhuanban.plan.campaigns.services.amending import (
    Choices,
    apply_amendment,
    discard_amendment,
    load_amendment,
)
from zhuanban.plan.campaigns.services.confirming import (
    answer_finding,
    confirm_fact,
    confirm_facts,
    reopen_finding,
    withdraw_confirmation,
)
from zhuanban.plan.campaigns.services.corrections import (
    Choice,
    attach_correction,
    correct_fact,
    place_fact,
)
from zhuanban.plan.campaigns.services.leads import assign_lead, assign_leads, remove_lead, set_group_members
from zhuanban.plan.campaigns.services.loading import load_draft, load_notice
from zhuanban.plan.campaigns.services.owners import name_owner, name_owners
from zhuanban.plan.campaigns.services.rereading import correct_text, redo_text, undo_text
from zhuanban.plan.campaigns.services.starting import start_campaign
from zhuanban.plan.campaigns.services.taking_back import redo_correction, undo_correction

__all__ = [
    "Choice",
    "Choices",
    "answer_finding",
    "apply_amendment",
    "assign_lead",
    "assign_leads",
    "attach_correction",
    "confirm_fact",
    "confirm_facts",
    "correct_fact",
    "correct_text",
    "discard_amendment",
    "load_amendment",
    "load_draft",
    "load_notice",
    "name_owner",
    "name_owners",
    "place_fact",
    "redo_correction",
    "redo_text",
    "remove_lead",
    "reopen_finding",
    "set_group_members",
    "start_campaign",
    "undo_correction",
    "undo_text",
    "withdraw_confirmation",
]
