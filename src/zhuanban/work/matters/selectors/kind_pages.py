"""Kinds as their pages show them: all that an action could use, one with its versions, a draft with its faults."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import standings_of
from zhuanban.plan.campaigns.selectors.standing import Standing
from zhuanban.work.matters.models import CampaignKind, Kind, KindDraft, KindVersion, Matter
from zhuanban.work.matters.rules.kind_changes import fixed_faults
from zhuanban.work.matters.rules.kind_faults import kind_faults
from zhuanban.work.matters.rules.kinds import KindSpec, kind_of


@dataclass(frozen=True)
class KindRow:
    """A kind as the list shows it. `standings` of the clauses it serves; a general kind serves every task."""

    kind: Kind
    spec: KindSpec | None
    standings: list[Standing]
    clauses: list[int]
    is_on: bool
    is_used: bool
    number: int
    is_adapted: bool
    has_draft: bool

    @property
    def status(self) -> str:
        if self.spec is None:
            return "draft"
        return "on" if self.is_on else "off" if self.is_used else "unused"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to."""

    profile: str = ""
    beautify: str = ""
    status: str = ""
    clause: int = 0

    def holds(self, row: KindRow) -> bool:
        spec = row.spec
        return (
            (not self.profile or row.kind.profile == self.profile)
            and (not self.beautify or (spec is not None and spec.beautify == self.beautify))
            and (not self.status or row.status == self.status)
            and (not self.clause or self.clause in row.clauses)
        )


def kinds_open_to(campaign: Campaign) -> QuerySet[Kind]:
    """The kinds that the action could use: shipped ones and its district's own."""
    used = CampaignKind.objects.filter(campaign=campaign).values("kind")
    own = Q(district=campaign.district_id)
    return Kind.objects.filter(Q(district=None, is_active=True) | own | Q(pk__in=used))


def kind_rows(campaign: Campaign, wanted: Wanted = Wanted()) -> list[KindRow]:  # frozen
    """Every kind that the action could use, in order; a handful of queries."""
    kinds = list(kinds_open_to(campaign))
    specs = {
        (version.kind_id, version.number): version.spec for version in KindVersion.objects.filter(kind__in=kinds)
    }
    uses: dict[int, list[CampaignKind]] = defaultdict(list)
    for use in CampaignKind.objects.filter(campaign=campaign, clause__repealed_in=None):
        uses[use.kind_id].append(use)
    drafted = set(KindDraft.objects.filter(campaign=campaign).values_list("kind", flat=True))
    standings = standings_of(campaign)
    rows = [_row(kind, uses[kind.pk], specs, standings, kind.pk in drafted) for kind in kinds]
    return [row for row in rows if wanted.holds(row)]


def _row(
    kind: Kind, uses: list[CampaignKind], specs: dict[tuple[int, int], Any], standings: dict[int, Standing],
    has_draft: bool,  # noqa: FBT001
) -> KindRow:  # fmt: skip
    own = uses[0].version if uses else None
    number = own or kind.version
    raw = specs.get((kind.pk, number))
    return KindRow(
        kind=kind,
        spec=kind_of(raw) if raw else None,
        standings=[standings[use.clause_id] for use in uses if use.clause_id in standings],
        clauses=[use.clause_id for use in uses],
        is_on=kind.is_active and any(use.is_on for use in uses),
        is_used=bool(uses),
        number=number,
        is_adapted=own is not None,
        has_draft=has_draft,
    )


def grouped_rows(rows: Iterable[KindRow]) -> dict[str, list[KindRow]]:
    """The rows under the headings of their profiles and groups."""
    groups: dict[str, list[KindRow]] = defaultdict(list)
    for row in rows:
        groups[f"{row.kind.get_profile_display()} · {row.kind.group}"].append(row)
    return dict(groups)


def kinds_serving(campaign: Campaign, clause: Clause) -> list[Kind]:
    """The kinds in use that serve a clause."""
    served = CampaignKind.objects.filter(campaign=campaign, clause=clause, is_on=True, kind__is_active=True)
    return [use.kind for use in served.select_related("kind").order_by("kind__order", "kind")]


def kind_for(campaign: Campaign, code: str) -> Kind:
    """One kind that the action could use; 404 where there is none."""
    kind = kinds_open_to(campaign).filter(code=code).first()
    if kind is None:
        raise Http404
    return kind


@dataclass(frozen=True)
class KindAccount:
    """Everything on the page of a kind."""

    row: KindRow
    versions: list[KindVersion]
    open_count: int
    draft: KindDraft | None


def account_of(campaign: Campaign, kind: Kind) -> KindAccount:
    """A kind in an action: how it is used, its versions newest first, the open matters of each, the draft."""
    versions = list(versions_in(campaign, kind).select_related("made_by", "campaign"))
    uses = list(CampaignKind.objects.filter(campaign=campaign, kind=kind, clause__repealed_in=None))
    draft = draft_of(campaign, kind)
    specs = {(version.kind_id, version.number): version.spec for version in versions}
    row = _row(kind, uses, specs, standings_of(campaign), draft is not None)
    counts = open_by_version(campaign, kind)
    for version in versions:
        version.open_count = counts.get(version.number, 0)  # type: ignore[attr-defined]  # for the page
    return KindAccount(row, versions, sum(counts.values()), draft)


def versions_in(campaign: Campaign, kind: Kind) -> QuerySet[KindVersion]:
    """The versions that this action can know: shipped ones, its own, those of its district's own kind."""
    known = Q(campaign=None) | Q(campaign=campaign) | Q(kind__district=campaign.district_id)
    return KindVersion.objects.filter(known, kind=kind).order_by("-number")


def version_in_force(campaign: Campaign, kind: Kind) -> KindVersion | None:
    """The version that holds in the action now, or would hold if the kind were in use."""
    own = CampaignKind.objects.filter(campaign=campaign, kind=kind, clause__repealed_in=None).first()
    number = (own.version if own else None) or kind.version
    return KindVersion.objects.filter(kind=kind, number=number).first()


def draft_of(campaign: Campaign, kind: Kind) -> KindDraft | None:
    """The draft of a kind in the action."""
    drafts = KindDraft.objects.filter(campaign=campaign, kind=kind)
    return drafts.select_related("kind", "clause", "saved_by").first()


def draft_faults(draft: KindDraft) -> list[str]:
    """What is wrong with a draft: the checker's faults, and what a new version may not change."""
    kind = draft.kind
    before = [version.spec for version in versions_in(draft.campaign, kind)] or [
        {"code": kind.code, "profile": kind.profile, "fields": []}
    ]
    faults = kind_faults(draft.spec) + fixed_faults(draft.spec, before, is_own=kind.district_id is not None)
    name = str(draft.spec.get("name"))
    if Kind.objects.filter(Q(district=None) | Q(district=kind.district_id), name=name).exclude(pk=kind.pk).exists():
        faults.append(f"已经有叫“{name}”的类别，请换一个名称。")
    return faults


def open_by_version(campaign: Campaign, kind: Kind) -> dict[int, int]:
    """Version → its open matters."""
    open_rows = Matter.objects.filter(campaign=campaign, kind=kind, closed_at=None)
    return dict(open_rows.order_by().values_list("kind_version").annotate(Count("pk")))


def open_of_kind(campaign: Campaign, kind: Kind) -> int:
    """How many matters of the kind are open."""
    return sum(open_by_version(campaign, kind).values())


def clause_used(campaign: Campaign, kind: Kind) -> Clause | None:
    """The clause that a kind serves in the action, of a general kind the first."""
    use = CampaignKind.objects.filter(campaign=campaign, kind=kind, clause__repealed_in=None)
    found = use.select_related("clause").first()
    return found.clause if found else None
