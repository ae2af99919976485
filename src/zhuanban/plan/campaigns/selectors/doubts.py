"""What the compiler doubts in the newest text, what a person did about it, and what to do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from notice_compiler import CATALOGUE
from zhuanban.ground.orgs.models import GroupMember
from zhuanban.plan.campaigns.models import Campaign, Confirmation, Correction, Duty, Finding, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import finding_anchors
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.rules.wording import FINDINGS, line_of
from zhuanban.plan.campaigns.selectors.items import Checks, check_for

FINDING = "findings"
SEVERITIES = {"error": "错误", "warning": "请核对", "note": "提示"}
ADVICE = {doubt.code: doubt.advice for doubt in CATALOGUE}
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True)
class Doubt:
    """A finding; settled where a person dealt with what it doubts, answered where a person said so."""

    id: str
    finding: Finding
    anchor: str
    seen: str
    is_settled: bool
    check: Confirmation | None

    @property
    def severity_name(self) -> str:
        return SEVERITIES.get(self.finding.severity, self.finding.severity)

    @property
    def advice(self) -> str:
        return ADVICE.get(self.finding.code, "")

    @property
    def is_done(self) -> bool:
        return self.is_settled or self.check is not None


@dataclass(frozen=True)
class Doubts:
    """The findings of one sort."""

    label: str
    advice: str
    items: list[Doubt]

    @property
    def open_count(self) -> int:
        return sum(not doubt.is_done for doubt in self.items)


def doubts_by_sort(doubts: Iterable[Doubt]) -> list[Doubts]:
    """The findings by what they are about, worst first."""
    sorts: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        sorts.setdefault(doubt.finding.code, []).append(doubt)
    return [
        Doubts(FINDINGS.get(code, items[0].finding.message), items[0].advice, items) for code, items in sorts.items()
    ]


def doubts_of(
    campaign: Campaign,
    version: NoticeVersion,
    facts: Sequence[Fact],
    corrections: Iterable[Correction],
    checks: Checks,
) -> list[Doubt]:
    """Worst first, in the order of the text."""
    findings = list(version.findings.order_by("pk"))
    anchors = finding_anchors([(each.code, _place(each, facts), _words(version, each)) for each in findings])
    led, named = _led(campaign), _named(campaign)
    touched = [fact for fact in facts if fact.state != "compiled"]
    old = {(each.fact_kind, each.anchor): each.old_words for each in corrections}
    doubts = []
    for finding, anchor in zip(findings, anchors, strict=True):
        is_settled = (
            (finding.code == "no-lead" and finding.start in led)
            or (finding.code in ("group-without-members", "unit-not-on-roster") and _quote(version, finding) in named)
            or any(_settles(fact, old, finding) for fact in touched)
        )
        seen = sha256(finding.message.encode()).hexdigest()[:40]
        check = check_for(checks, FINDING, anchor, seen)
        holds = check if check and check.shown == seen else None
        doubts.append(Doubt(f"q{finding.pk}", finding, anchor, seen, is_settled, holds))
    order = list(SEVERITIES)
    doubts.sort(key=lambda each: order.index(each.finding.severity) if each.finding.severity in order else 0)
    return doubts


def _led(campaign: Campaign) -> set[int]:
    leads = Duty.objects.filter(clause__campaign=campaign, role=Duty.Role.LEAD)
    return set(leads.values_list("clause__current__start", flat=True))


def _named(campaign: Campaign) -> set[str]:
    members = GroupMember.objects.filter(group__district=campaign.district_id)
    return set(members.values_list("group__name", flat=True))


def _quote(version: NoticeVersion, finding: Finding) -> str:
    return version.text[finding.start : finding.end] if finding.start is not None else ""


def _words(version: NoticeVersion, finding: Finding) -> str:
    return " ".join((_quote(version, finding) or finding.message).split())


def _place(finding: Finding, facts: Iterable[Fact]) -> str:
    """The key of the innermost clause around the doubtful words."""
    if finding.start is None:
        return ""
    around = [
        fact for fact in facts if fact.kind == "clauses" and fact.span and fact.span[0] <= finding.start < fact.span[1]
    ]
    return max(around, key=lambda fact: fact.span[0] if fact.span else 0).anchor if around else ""


def _settles(fact: Fact, old: Mapping[tuple[str, str], str], finding: Finding) -> bool:
    """Whether a person dealt with a fact within the doubtful words, and the doubt is about that fact."""
    if not fact.span or finding.start is None or finding.end is None:
        return False
    overlaps = fact.span[0] < finding.end and finding.start < fact.span[1]
    said = line_of(fact) + old.get((fact.kind, fact.anchor), "")
    return overlaps and any(word in said for word in _QUOTED.findall(finding.message))
