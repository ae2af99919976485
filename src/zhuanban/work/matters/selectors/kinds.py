"""Reading kinds: their specifications, and which are in use in an action for which clause."""

from django.db.models import QuerySet

from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Demand
from zhuanban.plan.campaigns.selectors import clauses_of
from zhuanban.work.matters.models import CampaignKind, Kind, KindVersion, Matter
from zhuanban.work.matters.rules.kinds import KindSpec, kind_of
from zhuanban.work.matters.rules.recognition import ClauseWords


def kinds_of(campaign: Campaign, profile: str | None = None) -> QuerySet[Kind]:
    """The kinds in use in the action, of all loop profiles or of one, in the order of their files."""
    used = CampaignKind.objects.filter(campaign=campaign, clause__repealed_in=None)
    kinds = Kind.objects.filter(is_active=True, pk__in=used.values("kind"))
    return kinds.filter(profile=profile) if profile else kinds


def specs_of(campaign: Campaign) -> list[tuple[Kind, KindSpec]]:
    """Every kind in use with its present specification, in order."""
    kinds = list(kinds_of(campaign))
    versions = KindVersion.objects.filter(kind__in=kinds)
    specs = {(version.kind_id, version.number): version.spec for version in versions}
    return [(kind, kind_of(specs[kind.pk, kind.version])) for kind in kinds]


def spec_of(kind: Kind, version: int | None = None) -> KindSpec:
    """The specification of a kind: the present one, or that of a version."""
    return kind_of(KindVersion.objects.get(kind=kind, number=version or kind.version).spec)


def spec_of_matter(matter: Matter) -> KindSpec:
    """The specification under which the matter was registered."""
    return kind_of(KindVersion.objects.get(kind=matter.kind_id, number=matter.kind_version).spec)


def clauses_served_by(campaign: Campaign, kind: Kind) -> list[int]:
    """The clauses of the action that the kind serves: one, or every task for a general kind; empty: not in use."""
    served = CampaignKind.objects.filter(campaign=campaign, kind=kind, kind__is_active=True, clause__repealed_in=None)
    return list(served.order_by("clause__current__order").values_list("clause", flat=True))


def clause_words_of(campaign: Campaign) -> list[ClauseWords]:
    """The clauses of an action with all their words and demands, for recognising kinds."""
    demands: dict[int, list[str]] = {}
    for clause_id, text in Demand.objects.filter(clause__campaign=campaign).values_list("clause", "text"):
        demands.setdefault(clause_id, []).append(text)
    return [_words(clause, demands.get(clause.pk, [])) for clause in clauses_of(campaign)]


def _words(clause: Clause, demands: list[str]) -> ClauseWords:
    version = clause.current
    if version is None:
        return ClauseWords(clause.pk, "", is_task=False, order=0)
    words = "\n".join([version.title, version.body, *demands])
    return ClauseWords(clause.pk, words, version.kind == ClauseVersion.Kind.TASK, version.order)


def campaign_of(campaign_id: int | None) -> Campaign:
    """The action of an event."""
    return Campaign.objects.get(pk=campaign_id or 0)
