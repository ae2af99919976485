"""Kinds come from the files of the product; an action uses those whose words its notice holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import F, Max

from zhuanban.ground.core.errors import Invalid
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import CampaignKind, Kind, KindVersion
from zhuanban.work.matters.rules.kind_faults import faults_of
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.rules.recognition import clause_served
from zhuanban.work.matters.selectors.kinds import clause_words_of

try:  # the same safe reading, six times as fast where libyaml is
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

FOLDER = Path(__file__).resolve().parents[1] / "kinds"
ORDER = ("cases.yaml", "ledgers.yaml", "agreed.yaml", "general.yaml")


def read_kinds(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The descriptions in the folder's files in their order; Invalid names everything that is wrong with them."""
    items: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.yaml"), key=_place):
        try:
            read = yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise Invalid(f"{path.name} 读不懂：{type(error).__name__}。") from error
        if not isinstance(read, list):
            raise Invalid(f"{path.name} 应是一列事项类别。")
        items += read
    if faults := faults_of(items):
        raise Invalid("事项类别有误：" + " ".join(faults[:20]))
    return items


def _place(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.name) if path.name in ORDER else len(ORDER), path.name)


@transaction.atomic
def sync_kinds(folder: Path = FOLDER) -> int:
    """Bring the kinds of the files into the tables; a new version where a description changed. How many changed.

    A kind that left the files stays for its matters but is no longer in use. What an action made its own stays.
    """
    items = read_kinds(folder)
    known = {kind.code: kind for kind in Kind.objects.filter(district=None)}
    specs = {(row.kind_id, row.number): row.spec for row in KindVersion.objects.filter(campaign=None)}
    newest = dict(KindVersion.objects.order_by().values_list("kind").annotate(Max("number")))
    new: list[Kind] = []
    moved: list[Kind] = []
    versions: list[KindVersion] = []
    for order, raw in enumerate(items):
        kind = known.pop(raw["code"], None) or Kind(code=raw["code"], version=0)
        is_changed = specs.get((kind.pk, kind.version)) != raw
        if not is_changed and kind.order == order and kind.is_active:
            continue
        kind.name, kind.profile, kind.group, kind.order, kind.is_active = (
            raw["name"], raw["profile"], raw["group"], order, True
        )  # fmt: skip
        kind.has_aftercare = kind.has_aftercare or "aftercare" in raw
        (moved if kind.pk else new).append(kind)
        if is_changed:
            kind.version = newest.get(kind.pk, 0) + 1
            versions.append(KindVersion(kind=kind, number=kind.version, spec=raw))
    Kind.objects.bulk_create(new)
    Kind.objects.bulk_update(moved, ["name", "profile", "group", "order", "is_active", "version", "has_aftercare"])
    KindVersion.objects.bulk_create(versions)
    Kind.objects.filter(pk__in=[kind.pk for kind in known.values()]).update(is_active=False)
    return len(versions)


@transaction.atomic
def activate_kinds(*, campaign: Campaign) -> int:
    """Put into use the kinds whose words the notice of the action holds, and the general ones; how many are new.

    What is in use already is left as it is, so that running again undoes no correction; general kinds take up tasks
    that came anew, and a kind whose clause was repealed looks for another.
    """
    words = clause_words_of(campaign)
    tasks = [clause.key for clause in words if clause.is_task]
    known = {row.kind_id: row for row in CampaignKind.objects.filter(campaign=campaign)}
    used = set(
        CampaignKind.objects.filter(campaign=campaign, clause__repealed_in=None).values_list("kind", flat=True)
    )
    rows = []
    present = KindVersion.objects.filter(kind__is_active=True, kind__district=None, number=F("kind__version"))
    for version in present.select_related("kind").order_by("kind__order"):
        kind, spec = version.kind, kind_of(version.spec)
        if kind.pk in used and not spec.is_general:
            continue
        served = None if spec.is_general else clause_served(spec.serves, words)
        clauses = tasks if spec.is_general else [served] if served else []
        rows += [_also_serving(known.get(kind.pk), campaign, kind, clause) for clause in clauses]
    CampaignKind.objects.bulk_create(rows, ignore_conflicts=True)
    return len({row.kind_id for row in rows} - used)


def _also_serving(like: CampaignKind | None, campaign: Campaign, kind: Kind, clause: int) -> CampaignKind:
    """A kind serves one more clause, in the version and switched on or off as it is for the others."""
    version, is_on = (like.version, like.is_on) if like else (None, True)
    return CampaignKind(campaign=campaign, kind=kind, clause_id=clause, version=version, is_on=is_on)


@transaction.atomic
def hand_over_clauses(campaign: Campaign, moved: Mapping[int, int]) -> None:
    """The kinds that serve a repealed clause serve the one that takes its work."""
    served = CampaignKind.objects.filter(campaign=campaign, clause__in=list(moved)).select_related("kind")
    rows = [_also_serving(row, campaign, row.kind, moved[row.clause_id]) for row in served]
    CampaignKind.objects.bulk_create(rows, ignore_conflicts=True)
