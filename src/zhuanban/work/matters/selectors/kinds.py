"""Reading kinds: their specifications, and which are in use in an action for which clause."""

from dataclasses import dataclass

from django.db.models import QuerySet

from zhuanban.ground.core.prepared import Prepared
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Demand
from zhuanban.plan.campaigns.selectors import clauses_of
from zhuanban.work.matters.models import CampaignKind, Kind, KindVersion, Matter
from zhuanban.work.matters.rules.kinds import KindSpec, kind_of
from zhuanban.work.matters.rules.recognition import ClauseWords


@dataclass(frozen=True)
class Use:
    """How an action uses a kind: for which clauses (one, or every task for a general kind), in which version."""

    clauses: list[int]
    version: int


def kinds_of(campaign: Campaign, profile: str | None = None) -> QuerySet[Kind]:
    """The kinds in use in the action, of all loop profiles or of one, in the order of their files."""
    kinds = Kind.objects.filter(is_active=True, pk__in=in_use(campaign).values("kind"))
    return kinds.filter(profile=profile) if profile else kinds


def kind_choices(campaign: Campaign) -> list[tuple[str, str]]:
    """The kinds in use for a select: code and name."""
    return KIND_CHOICES.rows(campaign=campaign.pk)


KIND_CHOICES: Prepared[Kind] = Prepared(lambda campaign: kinds_of(Campaign(pk=campaign)).values_list("code", "name"))


def in_use(campaign: Campaign) -> QuerySet[CampaignKind]:
    """The kinds that are switched on in the action, with the clauses in force that they serve."""
    return CampaignKind.objects.filter(campaign=campaign, is_on=True, clause__repealed_in=None)


def specs_of(campaign: Campaign) -> list[tuple[Kind, KindSpec]]:
    """Every kind in use with the specification that holds in the action, in order."""
    own = dict(in_use(campaign).filter(version__isnull=False).values_list("kind", "version"))
    kinds = list(kinds_of(campaign))
    versions = KindVersion.objects.filter(kind__in=kinds)
    specs = {(version.kind_id, version.number): version.spec for version in versions}
    return [(kind, kind_of(specs[kind.pk, own.get(kind.pk) or kind.version])) for kind in kinds]


def spec_of(kind: Kind, version: int | None = None) -> KindSpec:
    """The specification of a kind: the present one, or that of a version."""
    return _spec(kind.pk, version or kind.version)


def spec_of_matter(matter: Matter) -> KindSpec:
    """The specification under which the matter was registered."""
    return _spec(matter.kind_id, matter.kind_version)


def _spec(kind: int, number: int) -> KindSpec:
    ((spec,),) = SPEC.rows(kind=kind, number=number)
    return kind_of(spec)


SPEC: Prepared[KindVersion] = Prepared(
    lambda kind, number: KindVersion.objects.filter(kind=kind, number=number).values_list("spec")
)


def use_of(campaign: Campaign, kind: Kind) -> Use:
    """How the action uses the kind; no clauses: not in use."""
    found = USES.rows(campaign=campaign.pk, kind=kind.pk)
    return Use([clause for clause, _ in found], (found[0][1] if found else None) or kind.version)


USES: Prepared[CampaignKind] = Prepared(
    lambda campaign, kind: in_use(Campaign(pk=campaign)).filter(kind=kind, kind__is_active=True)
    .order_by("clause__current__order").values_list("clause", "version")
)  # fmt: skip


def kind_coded(campaign: Campaign, code: str) -> Kind | None:
    """The kind with this code, if it is in use."""
    return CODED.first(campaign=campaign.pk, code=code)


CODED: Prepared[Kind] = Prepared(lambda campaign, code: kinds_of(Campaign(pk=campaign)).filter(code=code)[:1])


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
