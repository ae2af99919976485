"""Classes of reports: the kinds that the office chose for them, and what those it has not named most likely are."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.channels.models import ChannelClass, ChannelFile
from zhuanban.work.channels.rules.classes import KindWords, likely_kind
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.kinds import kinds_of, specs_of


@dataclass(frozen=True)
class ReportClass:
    """A class in a file: how many rows it has, whether it was decided, and the kind that was chosen or is likely."""

    name: str
    count: int
    is_kept: bool
    kind: int | None


def kept_kinds(campaign: Campaign, system: str) -> dict[str, Kind | None]:
    """Class → its kind, None where such reports are not taken; a kind that is no longer in use is asked anew."""
    usable = Q(kind=None) | Q(kind__in=kinds_of(campaign, Profile.CASE))
    rows = ChannelClass.objects.filter(usable, campaign=campaign, system=system).select_related("kind")
    return {row.name: row.kind for row in rows}


def classes_of(file: ChannelFile, counts: Mapping[str, int]) -> list[ReportClass]:
    """The classes of a file, those that nobody has decided first."""
    kept = kept_kinds(file.campaign, file.system)
    specs = [(kind, spec) for kind, spec in specs_of(file.campaign) if spec.profile == Profile.CASE]
    words = [KindWords(kind.pk, kind.name, spec.serves) for kind, spec in specs]
    found = []
    for name, count in counts.items():
        kind = kept.get(name)
        chosen = (kind.pk if kind else None) if name in kept else likely_kind(name, words)
        found.append(ReportClass(name, count, name in kept, chosen))
    return sorted(found, key=lambda each: each.is_kept)
