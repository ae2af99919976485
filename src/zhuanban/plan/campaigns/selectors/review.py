"""The review page (A12): the notice's words with every fact marked, the facts in groups, and what is doubtful."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.selectors import existing_on, named_units
from zhuanban.plan.campaigns.models import Campaign, Correction, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import hanging
from zhuanban.plan.campaigns.rules.marks import DOUBT, Mark, Segment, head_spans, paragraphs
from zhuanban.plan.campaigns.selectors.doubts import Doubt, Doubts, doubts_by_sort, doubts_of
from zhuanban.plan.campaigns.selectors.items import (
    Group,
    Item,
    Progress,
    checks_of,
    groups_of,
    item_for,
    item_id,
    items_from,
    progress_of,
)
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, overlays_of, version_of

__all__ = ["Item", "Review", "correction_for", "doubt_for", "item_for", "item_id", "review_of",
    "unchecked_words", "unit_names"]


@dataclass(frozen=True)
class Review:
    """All that the review page shows."""

    version: NoticeVersion
    items: list[Item]
    groups: list[Group]
    doubts: list[Doubt]
    corrections: list[Correction]
    hanging: list[Correction]

    @property
    def paragraphs(self) -> list[list[Segment]]:
        """The lines of the text with a mark for every fact and every doubt."""
        return paragraphs(self.version.text, [*_marks(self.version, self.items), *_doubt_marks(self.doubts)])

    @property
    def count(self) -> int:
        """How many facts are in force."""
        return sum(group.count for group in self.groups)

    @property
    def progress(self) -> Progress:
        """How many of them somebody confirmed."""
        return progress_of(self.items)

    @property
    def doubts_by_sort(self) -> list[Doubts]:
        return doubts_by_sort(self.doubts)

    @property
    def answered(self) -> Progress:
        """How many findings a person dealt with."""
        return Progress(sum(doubt.is_done for doubt in self.doubts), len(self.doubts))

    @property
    def open_doubts(self) -> int:
        """Doubts that a person should still look at; mere notes are not counted."""
        return sum(not doubt.is_done and doubt.finding.severity != "note" for doubt in self.doubts)

    @property
    def held_corrections(self) -> int:
        return sum(each.undone_at is None for each in self.corrections)


def review_of(campaign: Campaign) -> Review | None:
    """The review of the newest version; None where the action has no text."""
    version = version_of(campaign)
    if version is None:
        return None
    corrections, checks = corrections_of(campaign), checks_of(campaign)
    facts = facts_in(version, corrections)
    items = items_from(version, facts, corrections, checks)
    doubts = doubts_of(campaign, version, facts, corrections, checks)
    lost = {(each.kind, each.anchor) for each in hanging(facts, overlays_of(corrections))}
    held = [each for each in corrections if each.undone_at is None]
    loose = [each for each in held if each.is_loose or (each.fact_kind, each.anchor) in lost]
    return Review(version, items, groups_of(items), doubts, corrections, loose)


def unchecked_words(review: Review | None) -> str:
    """What nobody confirmed or answered yet: 172 项事实、20 处疑点; "" where nothing is left."""
    if review is None:
        return ""
    facts, doubts = review.progress.left, review.open_doubts
    named = ((facts, "项事实"), (doubts, "处疑点"), (len(review.hanging), "项未能对上的更正"))
    return "、".join(f"{count} {words}" for count, words in named if count)


def doubt_for(campaign: Campaign, pk: int) -> Doubt | None:
    """One finding of the newest text."""
    review = review_of(campaign)
    return next((doubt for doubt in review.doubts if doubt.finding.pk == pk), None) if review else None


def correction_for(campaign: Campaign, pk: int) -> Correction | None:
    """One correction of the action."""
    return Correction.objects.filter(campaign=campaign, pk=pk).select_related("campaign").first()


def _marks(version: NoticeVersion, items: Iterable[Item]) -> list[Mark]:
    marks = []
    for item in items:
        if item.kind == "notice" and item.anchor == "notice":
            spans = head_spans(version.text, version.plan["notice"])
            marks += [Mark(start, end, item.kind, item.id) for start, end in spans]
        elif item.span:
            marks.append(Mark(*item.span, item.kind, item.id))
    return marks


def _doubt_marks(doubts: Iterable[Doubt]) -> list[Mark]:
    return [
        Mark(doubt.finding.start, doubt.finding.end, DOUBT, doubt.id)
        for doubt in doubts
        if doubt.finding.start is not None and doubt.finding.end is not None
    ]


def unit_names(campaign: Campaign) -> list[str]:
    """The names of the district's units, for choosing one."""
    units = named_units(campaign.district_id).filter(existing_on(clock.today()))
    return list(units.order_by("pk").values_list("name", flat=True))
