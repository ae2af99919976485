"""The tables of matters."""

from zhuanban.work.matters.models.aftercare import Care, KeeperChange, Recheck
from zhuanban.work.matters.models.amending import Amending, Amendment
from zhuanban.work.matters.models.batches import Batch, BatchRow
from zhuanban.work.matters.models.beside import OutsideNumber, Relation, Responsible, Urging
from zhuanban.work.matters.models.exemptions import Exemption, Season
from zhuanban.work.matters.models.kinds import CampaignKind, Kind, KindDraft, KindVersion
from zhuanban.work.matters.models.ledgers import DefaultView, SavedView
from zhuanban.work.matters.models.lights import LightVersion
from zhuanban.work.matters.models.links import Merger, Part
from zhuanban.work.matters.models.matters import (
    Assignment,
    Clock,
    Folding,
    Matter,
    MatterPhoto,
    MatterScope,
    Remark,
    Standing,
    Tally,
    TallyChange,
    Value,
)
from zhuanban.work.matters.models.plans import Label, Labelled, Milestone, PlanChange
from zhuanban.work.matters.models.spot import Referral, SpotMend

__all__ = [
    "Amending",
    "Amendment",
    "Assignment",
    "Batch",
    "BatchRow",
    "CampaignKind",
    "Care",
    "Clock",
    "DefaultView",
    "Exemption",
    "Folding",
    "KeeperChange",
    "Kind",
    "KindDraft",
    "KindVersion",
    "Label",
    "Labelled",
    "LightVersion",
    "Matter",
    "MatterPhoto",
    "MatterScope",
    "Merger",
    "Milestone",
    "OutsideNumber",
    "Part",
    "PlanChange",
    "Recheck",
    "Referral",
    "Relation",
    "Remark",
    "Responsible",
    "SavedView",
    "Season",
    "SpotMend",
    "Standing",
    "Tally",
    "TallyChange",
    "Urging",
    "Value",
]
