"""The tables of matters."""

from zhuanban.work.matters.models.kinds import CampaignKind, Kind, KindDraft, KindVersion
from zhuanban.work.matters.models.matters import (
    Assignment,
    Clock,
    Matter,
    MatterPhoto,
    MatterScope,
    Remark,
    Standing,
    Tally,
    TallyChange,
    Value,
)

__all__ = [
    "Assignment",
    "CampaignKind",
    "Clock",
    "Kind",
    "KindDraft",
    "KindVersion",
    "Matter",
    "MatterPhoto",
    "MatterScope",
    "Remark",
    "Standing",
    "Tally",
    "TallyChange",
    "Value",
]
