"""The tables of matters."""

from zhuanban.work.matters.models.matters import (
    Assignment,
    CampaignKind,
    Clock,
    Kind,
    KindVersion,
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
