"""Labels of an action and of matters."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Label, Labelled, Matter


def labels_of(campaign: Campaign) -> QuerySet[Label]:
    """The labels that the office made in the action."""
    return Label.objects.filter(campaign=campaign)


def labels_by_matter(batch: Sequence[Matter]) -> Mapping[Any, str]:
    """Matter → its labels in words."""
    found: dict[Any, str] = {}
    borne = Labelled.objects.filter(matter__in=batch).order_by("label__title").values_list("matter", "label__title")
    for matter, title in borne:
        found[matter] = f"{found[matter]}、{title}" if matter in found else title
    return found
