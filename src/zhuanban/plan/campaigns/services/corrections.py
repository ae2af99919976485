"""Correcting what the compiler read: stored as an overlay, applied again after every compilation."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import find_unit
from zhuanban.plan.campaigns.events import CorrectionUndone, FactAdded, FactCorrected, FactRemoved
from zhuanban.plan.campaigns.models import Campaign, Correction, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import ADDED
from zhuanban.plan.campaigns.rules.facts import KINDS, Fact, changed_values, fields_of, read_values
from zhuanban.plan.campaigns.rules.wording import line_of
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, version_of
from zhuanban.plan.campaigns.services.materialising import materialise

TOO_LIKE = 0.85


@transaction.atomic
def correct_fact(
    *, by: User, campaign: Campaign, fact_kind: str, anchor: str, value: Mapping[str, Any] | None
) -> Correction:
    """Replace fields of a fact, take it out (`value=None`), or add one (`anchor="+"`, all fields)."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    version = version_of(campaign)
    if version is None or fact_kind not in KINDS:
        raise Invalid("没有这类事实。")
    fact = _fact(version, campaign, fact_kind, anchor)
    is_new = fact is None
    if value is None and (is_new or not KINDS[fact_kind].may_remove):
        raise Invalid(f"{KINDS[fact_kind].label}不能删除，只能更正。")
    read = None if value is None else _checked(campaign, version, fact_kind, anchor, value, is_whole=is_new)
    if fact and read is not None and fact.state != "removed":
        read = changed_values(fact_kind, anchor, fact.values, read)
        if not read:
            raise Invalid("内容没有变化，不用更正。")
    correction = Correction.objects.create(
        campaign=campaign,
        fact_kind=fact_kind,
        anchor=f"{ADDED}{uuid7().hex}" if is_new else anchor,
        old_words=line_of(fact)[:500] if fact else "",
        value=read,
        by=by,
        at=clock.now(),
    )
    materialise(campaign)
    _record(correction, version, by)
    return correction


@transaction.atomic
def undo_correction(*, by: User, correction: Correction) -> Correction:
    """Take a correction back; what was before it holds again."""
    require(by, "campaign.correct", correction.campaign)
    campaign = open_for_writing(correction.campaign)
    correction = lock(correction)
    if correction.undone_at:
        raise Invalid("这项更正已经撤销过了。")
    correction.undone_at, correction.undone_by = clock.now(), by
    correction.save(update_fields=["undone_at", "undone_by"])
    materialise(campaign)
    kind, fact = correction.get_fact_kind_display(), correction.old_words or "补充的内容"
    event = CorrectionUndone(campaign_id=campaign.pk, kind=kind, fact=_public(correction.fact_kind, fact))
    record(event, by=by, private=_private(correction.fact_kind, fact))
    return correction


def open_for_writing(campaign: Campaign) -> Campaign:
    """The campaign, locked; Invalid where it is over."""
    campaign = lock(campaign)
    if campaign.state == Campaign.State.CLOSED:
        raise Invalid("行动已经结束，方案只能查看，不能再改。")
    return campaign


def _fact(version: NoticeVersion, campaign: Campaign, kind: str, anchor: str) -> Fact | None:
    """The fact of this anchor as it is now; None for one to be added."""
    if anchor == ADDED:
        if not KINDS[kind].may_add:
            raise Invalid(f"{KINDS[kind].label}不能补充，只能更正。")
        return None
    facts = facts_in(version, corrections_of(campaign))
    fact = next((each for each in facts if each.kind == kind and each.anchor == anchor), None)
    if fact is None:
        raise Invalid("通知里没有这项事实，页面可能已经过时，请刷新后再试。")
    return fact


def _checked(
    campaign: Campaign, version: NoticeVersion, kind: str, anchor: str, value: Mapping[str, Any], *, is_whole: bool
) -> dict[str, Any]:
    read = read_values(kind, anchor, value, is_whole=is_whole)
    for field in fields_of(kind, anchor):
        written = read.get(field.name)
        if field.sort == "clause" and written and not version.clauses.filter(clause__key=written).exists():
            raise Invalid("没有这一条，请从列表中选择。", field.name)
        if field.sort == "unit" and written:
            _check_unit(campaign, written, field.name)
    return read


def _check_unit(campaign: Campaign, name: str, field: str) -> None:
    """A new unit may be named, but not one that is most likely a known one written wrongly."""
    if find_unit(campaign.district, name):
        return
    for unit in Unit.objects.filter(district=campaign.district):
        if SequenceMatcher(None, unit.name, name, autojunk=False).ratio() >= TOO_LIKE:
            raise Invalid(f"没有“{name}”这个单位，是不是“{unit.name}”？", field)


def _record(correction: Correction, version: NoticeVersion, by: User) -> None:
    campaign_id, kind = correction.campaign_id, correction.get_fact_kind_display()
    old, now = correction.old_words, ""
    if correction.value is not None:
        facts = facts_in(version, corrections_of(correction.campaign))
        now = next(line_of(fact) for fact in facts if fact.anchor == correction.anchor)
    hide = correction.fact_kind
    event: FactAdded | FactCorrected | FactRemoved
    if not old:
        event = FactAdded(campaign_id=campaign_id, kind=kind, fact=_public(hide, now))
    elif correction.value is None:
        event = FactRemoved(campaign_id=campaign_id, kind=kind, fact=_public(hide, old))
    else:
        event = FactCorrected(campaign_id=campaign_id, kind=kind, fact=_public(hide, old), now=_public(hide, now))
    record(event, by=by, private=_private(hide, f"{old} → {now}"))


def _public(kind: str, words: str) -> str:
    """The words for the journal, which holds no names of people."""
    return "一名成员" if kind == "roster" else words[:100]


def _private(kind: str, words: str) -> dict[str, Any] | None:
    return {"words": words} if kind == "roster" else None
