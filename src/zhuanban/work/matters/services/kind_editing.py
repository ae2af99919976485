"""The office edits kinds for its action: a draft, checked, confirmed as a new version; on and off; own kinds."""

import json
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.events import KindAdded, KindDraftDropped, KindDrafted, KindRevised, KindSwitched
from zhuanban.work.matters.models import CampaignKind, Kind, KindDraft, KindVersion
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.selectors.kind_pages import draft_faults, open_of_kind

MOST_LETTERS = 40_000
OWN_ORDER = 500
BLANK: dict[str, Any] = {
    "beautify": "美化", "serves": [], "departments": [], "closing_standard": "", "trivial": False, "photo": "optional",
    "limits": [{"stage": "处置", "amount": 10, "unit": "工作日"}], "source": "本行动设定", "fields": [],
}  # fmt: skip


@transaction.atomic
def add_kind(*, by: User, campaign: Campaign, name: str, profile: str, group: str, clause: Clause) -> Kind:
    """Begin a kind of the district's own; it can be used once its first version is confirmed."""
    require(by, "kind.edit", campaign)
    campaign = lock(campaign)
    name, group = name.strip(), group.strip()
    if Kind.objects.filter(Q(district=None) | Q(district=campaign.district_id), name=name).exists():
        raise Invalid("已经有叫这个名称的类别。", "name")
    last = Kind.objects.filter(district=campaign.district_id).count()
    kind = Kind(
        code=f"own-{campaign.district_id}-{last + 1}", name=name, profile=profile, group=group, version=0,
        district_id=campaign.district_id, is_active=False, order=OWN_ORDER + last,
    )  # fmt: skip
    kind.full_clean(exclude=["version"])
    kind.save()
    spec = {"code": kind.code, "name": name, "profile": profile, "group": group, **BLANK, "serves": [name]}
    _save_draft(by, campaign, kind, spec, clause)
    record(KindAdded(kind_id=kind.pk, kind=kind.name, campaign_id=campaign.pk), by=by)
    return kind


@transaction.atomic
def draft_kind(*, by: User, campaign: Campaign, kind: Kind, spec: dict[str, Any], clause: Clause | None) -> KindDraft:
    """Keep a draft, faults and all; one a kind and action."""
    require(by, "kind.edit", campaign)
    campaign = lock(campaign)
    if len(json.dumps(spec, ensure_ascii=False)) > MOST_LETTERS:
        raise Invalid("规格太长了，请减少字段。")
    draft = _save_draft(by, campaign, kind, spec, clause)
    record(KindDrafted(kind_id=kind.pk, kind=kind.name, campaign_id=campaign.pk), by=by)
    return draft


def _save_draft(by: User, campaign: Campaign, kind: Kind, spec: dict[str, Any], clause: Clause | None) -> KindDraft:
    said = {"spec": spec, "clause": clause, "saved_by": by, "saved_at": clock.now()}
    return KindDraft.objects.update_or_create(campaign=campaign, kind=kind, defaults=said)[0]


@transaction.atomic
def drop_draft(*, by: User, campaign: Campaign, kind: Kind) -> None:
    """Throw a draft away; a kind that never had a version goes with it."""
    require(by, "kind.edit", campaign)
    campaign = lock(campaign)
    draft = _draft_of(campaign, kind)
    name, pk = kind.name, kind.pk
    draft.delete()
    if kind.district_id and not kind.versions.exists():
        kind.delete()
    record(KindDraftDropped(kind_id=pk, kind=name, campaign_id=campaign.pk), by=by)


@transaction.atomic
def confirm_kind(*, by: User, campaign: Campaign, kind: Kind, note: str = "") -> KindVersion:
    """Put the draft in force in this action as a new version; matters filed before keep theirs."""
    require(by, "kind.edit", campaign)
    campaign, kind = lock(campaign), lock(kind)
    draft = _draft_of(campaign, kind)
    if faults := draft_faults(draft):
        raise Invalid("草稿还有错处：" + " ".join(faults[:5]))
    spec = kind_of(draft.spec)
    if not spec.is_general and draft.clause is None:
        raise Invalid("请选定它服务的条款。", "clause")
    number = (kind.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = KindVersion.objects.create(
        kind=kind, number=number, spec=draft.spec, campaign=campaign, made_by=by, made_at=clock.now(),
        note=note.strip(),
    )  # fmt: skip
    _put_in_force(campaign, kind, number, None if spec.is_general else draft.clause)
    if kind.district_id:
        kind.name, kind.group, kind.version, kind.is_active = spec.name, spec.group, number, True
        kind.save(update_fields=["name", "group", "version", "is_active"])
    if spec.aftercare and not kind.has_aftercare:
        kind.has_aftercare = True
        kind.save(update_fields=["has_aftercare"])
    draft.delete()
    count = open_of_kind(campaign, kind)
    event = KindRevised(
        kind_id=kind.pk, kind=kind.name, number=number, open_count=count, campaign_id=campaign.pk
    )  # fmt: skip
    record(event, by=by)
    return version


def _put_in_force(campaign: Campaign, kind: Kind, number: int, clause: Clause | None) -> None:
    rows = CampaignKind.objects.filter(campaign=campaign, kind=kind)
    if clause is None:
        rows.update(version=number)
        return
    is_on = not rows.filter(is_on=False).exists()
    rows.exclude(clause=clause).filter(clause__repealed_in=None).delete()
    CampaignKind.objects.update_or_create(
        campaign=campaign, kind=kind, clause=clause, defaults={"version": number, "is_on": is_on}
    )


@transaction.atomic
def switch_kind(*, by: User, campaign: Campaign, kind: Kind, on: bool, clause: Clause | None = None) -> None:
    """Let the action use a kind, or not: what is filed already is worked on all the same."""
    require(by, "kind.edit", campaign)
    campaign = lock(campaign)
    rows = CampaignKind.objects.filter(campaign=campaign, kind=kind, clause__repealed_in=None)
    if on and not kind.is_active:
        raise Invalid("这个类别还没有确认过规格，请先确认草稿。")
    if on and not rows.exists():
        if clause is None:
            raise Invalid("通知里没有认出它的条款，请选定它服务的条款。", "clause")
        CampaignKind.objects.create(campaign=campaign, kind=kind, clause=clause)
    elif not on and not rows.filter(is_on=True).exists():
        raise Invalid("这个类别本来就没有启用。")
    rows.update(is_on=on)
    done = "启用" if on else "停用"
    record(KindSwitched(kind_id=kind.pk, kind=kind.name, done=done, campaign_id=campaign.pk), by=by)


def _draft_of(campaign: Campaign, kind: Kind) -> KindDraft:
    draft = KindDraft.objects.filter(campaign=campaign, kind=kind).select_related("kind", "clause").first()
    if draft is None:
        raise Invalid("没有这个类别的草稿，可能已经确认或撤销。")
    return draft
