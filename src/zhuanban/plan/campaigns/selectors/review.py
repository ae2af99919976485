"""The review page (A12): the notice's words with every fact marked, the facts in groups, and what is doubtful."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1

from zhuanban.ground.orgs.models import GroupMember, Unit
from zhuanban.plan.campaigns.models import Campaign, Correction, Duty, Finding, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import hanging
from zhuanban.plan.campaigns.rules.facts import KINDS, STATES, Fact
from zhuanban.plan.campaigns.rules.marks import DOUBT, Mark, Segment, head_spans, heading_span, paragraphs
from zhuanban.plan.campaigns.rules.wording import FINDINGS, label_of, line_of
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, overlays_of, version_of

SEVERITIES = {"error": "错误", "warning": "请核对", "note": "提示"}
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True)
class Item:
    """A fact as the page shows it, with the correction that holds for it, if any."""

    id: str
    fact: Fact
    line: str
    label: str
    clause: str
    span: tuple[int, int] | None
    correction: Correction | None

    @property
    def state(self) -> str:
        return STATES[self.fact.state]

    @property
    def kind(self) -> str:
        return self.fact.kind

    @property
    def anchor(self) -> str:
        return self.fact.anchor


@dataclass(frozen=True)
class Group:
    """The facts of one kind; `count` leaves removed ones out."""

    code: str
    label: str
    items: list[Item]
    may_add: bool

    @property
    def count(self) -> int:
        return sum(item.fact.state != "removed" for item in self.items)


@dataclass(frozen=True)
class Doubt:
    """A finding; settled where a person has already dealt with what it doubts."""

    id: str
    finding: Finding
    is_settled: bool

    @property
    def severity_name(self) -> str:
        return SEVERITIES.get(self.finding.severity, self.finding.severity)


@dataclass(frozen=True)
class Doubts:
    """The findings of one sort."""

    label: str
    items: list[Doubt]

    @property
    def open_count(self) -> int:
        return sum(not doubt.is_settled for doubt in self.items)


@dataclass(frozen=True)
class Review:
    """All that the review page shows."""

    version: NoticeVersion
    paragraphs: list[list[Segment]]
    groups: list[Group]
    doubts: list[Doubt]
    hanging: list[Correction]

    @property
    def count(self) -> int:
        """How many facts are in force."""
        return sum(group.count for group in self.groups)

    @property
    def doubts_by_sort(self) -> list[Doubts]:
        """The findings by what they are about, worst first."""
        sorts: dict[str, list[Doubt]] = {}
        for doubt in self.doubts:
            sorts.setdefault(doubt.finding.code, []).append(doubt)
        return [Doubts(FINDINGS.get(code, items[0].finding.message), items) for code, items in sorts.items()]

    @property
    def open_doubts(self) -> int:
        """Doubts that a person should still look at; mere notes are not counted."""
        return sum(not doubt.is_settled and doubt.finding.severity != "note" for doubt in self.doubts)


def review_of(campaign: Campaign) -> Review | None:
    """The review of the newest version; None where the action has no text."""
    version = version_of(campaign)
    if version is None:
        return None
    corrections = corrections_of(campaign)
    facts = facts_in(version, corrections)
    items = _items(version, facts, corrections)
    doubts = _doubts(campaign, version, facts, corrections)
    marks = [*_marks(version, items), *_doubt_marks(doubts)]
    overlays = hanging(facts, overlays_of(corrections))
    lost = {(each.kind, each.anchor) for each in overlays}
    held = [each for each in corrections if each.undone_at is None and (each.fact_kind, each.anchor) in lost]
    order = {fact.anchor: place for place, fact in enumerate(facts) if fact.kind == "clauses"}
    # What a person added stands with its clause; the sort keeps the rest in the order of the text.
    items.sort(key=lambda item: order.get(str(item.fact.values.get("clause") or ""), -1))
    groups = [
        Group(kind.code, kind.label, [item for item in items if item.kind == kind.code], kind.may_add)
        for kind in KINDS.values()
    ]
    return Review(version, paragraphs(version.text, marks), groups, doubts, held)


def item_for(campaign: Campaign, kind: str, anchor: str) -> Item | None:
    """One fact as the page shows it."""
    version = version_of(campaign)
    if version is None:
        return None
    corrections = corrections_of(campaign)
    facts = [fact for fact in facts_in(version, corrections) if fact.kind in (kind, "clauses")]
    items = _items(version, facts, corrections)
    return next((item for item in items if item.kind == kind and item.anchor == anchor), None)


def correction_for(campaign: Campaign, pk: int) -> Correction | None:
    """One correction of the action."""
    return Correction.objects.filter(campaign=campaign, pk=pk).select_related("campaign").first()


def item_id(kind: str, anchor: str) -> str:
    """The name of a fact within the page."""
    return f"{kind[:3]}{sha1(f'{kind}|{anchor}'.encode(), usedforsecurity=False).hexdigest()[:10]}"


def _items(version: NoticeVersion, facts: Sequence[Fact], corrections: Iterable[Correction]) -> list[Item]:
    latest = {(each.fact_kind, each.anchor): each for each in corrections if each.undone_at is None}
    titles = {fact.anchor: line_of(fact) for fact in facts if fact.kind == "clauses"}
    return [
        Item(
            id=item_id(fact.kind, fact.anchor),
            fact=fact,
            line=line_of(fact) or fact.words,
            label=label_of(fact),
            clause=titles.get(str(fact.values.get("clause") or ""), ""),
            span=_span(version.text, fact),
            correction=latest.get((fact.kind, fact.anchor)),
        )
        for fact in facts
    ]


def _span(text: str, fact: Fact) -> tuple[int, int] | None:
    if fact.kind == "clauses" and fact.span:
        return heading_span(text, fact.span, fact.words)
    return fact.span


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


def _doubts(
    campaign: Campaign, version: NoticeVersion, facts: Sequence[Fact], corrections: Iterable[Correction]
) -> list[Doubt]:
    """Worst first, in the order of the text."""
    order = list(SEVERITIES)
    findings = list(version.findings.order_by("pk"))
    findings.sort(key=lambda finding: order.index(finding.severity) if finding.severity in order else 0)
    led = set(
        Duty.objects.filter(clause__campaign=campaign, role=Duty.Role.LEAD)
        .values_list("clause__current__start", flat=True)
    )
    named = set(
        GroupMember.objects.filter(group__district=campaign.district_id).values_list("group__name", flat=True)
    )
    touched = [fact for fact in facts if fact.state != "compiled"]
    old = {(each.fact_kind, each.anchor): each.old_words for each in corrections}
    doubts = []
    for finding in findings:
        words = version.text[finding.start : finding.end] if finding.start is not None else ""
        is_settled = (
            (finding.code == "no-lead" and finding.start in led)
            or (finding.code in ("group-without-members", "unit-not-on-roster") and words in named)
            or any(_settles(fact, old, finding) for fact in touched)
        )
        doubts.append(Doubt(f"q{finding.pk}", finding, is_settled))
    return doubts


def _settles(fact: Fact, old: Mapping[tuple[str, str], str], finding: Finding) -> bool:
    """Whether a person dealt with a fact within the doubtful words, and the doubt is about that fact."""
    if not fact.span or finding.start is None or finding.end is None:
        return False
    overlaps = fact.span[0] < finding.end and finding.start < fact.span[1]
    said = line_of(fact) + old.get((fact.kind, fact.anchor), "")
    return overlaps and any(word in said for word in _QUOTED.findall(finding.message))


def unit_names(campaign: Campaign) -> list[str]:
    """The names of the district's units, for choosing one."""
    units = Unit.objects.filter(district_id=campaign.district_id, closes_on=None)
    return list(units.order_by("pk").values_list("name", flat=True))
