"""Correcting what the compiler read: stored as an overlay, applied again after every compilation."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import find_unit, named_units
from zhuanban.plan.campaigns.events import (
    CorrectionAttached,
    FactAdded,
    FactCorrected,
    FactPlaced,
    FactRemoved,
)
from zhuanban.plan.campaigns.models import Campaign, Correction, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import ADDED, digest_of, hanging
from zhuanban.plan.campaigns.rules.facts import KINDS, Fact, changed_values, fields_of, read_values
from zhuanban.plan.campaigns.rules.wording import has_people, line_of, public_words
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, overlays_of, version_of
from zhuanban.plan.campaigns.services.materialising import materialise

TOO_LIKE = 0.85
CHOICE = ("chosen_words", "chosen_start", "chosen_end")


@dataclass(frozen=True)
class Choice:
    """Words that a person selected in the text, [start, end)."""

    start: int
    end: int
    words: str


@transaction.atomic
def correct_fact(
    *,
    by: User,
    campaign: Campaign,
    fact_kind: str,
    anchor: str,
    value: Mapping[str, Any] | None,
    seen: str = "",
    choice: Choice | None = None,
) -> Correction:
    """Replace fields of a fact, take it out (`value=None`), or add one (`anchor="+"`, all fields).

    `seen` is what the fact said when the person looked; `choice` are the words where the fact stands.
    """
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    version = version_of(campaign)
    if version is None or fact_kind not in KINDS:
        raise Invalid("没有这类事实。")
    fact = _fact(version, campaign, fact_kind, anchor)
    _check_seen(campaign, fact, seen)
    is_new = fact is None
    if value is None and (is_new or not KINDS[fact_kind].may_remove):
        raise Invalid(f"{KINDS[fact_kind].label}不能删除，只能更正。")
    read = None if value is None else _checked(campaign, version, fact_kind, anchor, value, is_whole=is_new)
    if fact and read is not None and fact.state != "removed":
        read = changed_values(fact_kind, anchor, fact.values, read)
        if not read and choice is None:
            raise Invalid("内容没有变化，不用更正。")
    if choice:
        clause = (read or {}).get("clause") or (fact.values.get("clause") if fact else None)
        check_choice(version, choice, clause)
    correction = Correction.objects.create(
        campaign=campaign,
        fact_kind=fact_kind,
        anchor=f"{ADDED}{uuid7().hex}" if is_new else anchor,
        old_words=line_of(fact)[:500] if fact else "",
        value=read,
        chosen_words=choice.words if choice else "",
        chosen_start=choice.start if choice else None,
        chosen_end=choice.end if choice else None,
        by=by,
        at=clock.now(),
    )
    materialise(campaign)
    _record(correction, version, by)
    return correction


@transaction.atomic
def place_fact(*, by: User, campaign: Campaign, fact_kind: str, anchor: str, seen: str, choice: Choice) -> Correction:
    """Say which words of the text a fact is read from."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    version = version_of(campaign)
    fact = _fact(version, campaign, fact_kind, anchor) if version and fact_kind in KINDS else None
    if version is None or fact is None or fact_kind in ("notice", "clauses"):
        raise Invalid("题头和条款的出处不用指定，请先选中一项别的事实。")
    _check_seen(campaign, fact, seen)
    check_choice(version, choice, fact.values.get("clause"))
    if fact.state == "removed":
        raise Invalid("这一项已经删除，请先恢复它。")
    if fact.span == (choice.start, choice.end):
        raise Invalid("这些词句已经是它的出处。")
    correction = Correction.objects.create(
        campaign=campaign, fact_kind=fact_kind, anchor=anchor, old_words=line_of(fact)[:500], value={},
        chosen_words=choice.words, chosen_start=choice.start, chosen_end=choice.end, by=by, at=clock.now(),
    )  # fmt: skip
    materialise(campaign)
    kind, line = correction.get_fact_kind_display(), public_words(fact_kind, anchor, line_of(fact))
    words = public_words(fact_kind, anchor, choice.words)
    record(FactPlaced(campaign_id=campaign.pk, kind=kind, fact=line, words_chosen=words), by=by)
    return correction


@transaction.atomic
def attach_correction(*, by: User, correction: Correction, target: str) -> Correction:
    """Say to which fact (or, for an added one, to which clause) a correction belongs that found none in the text."""
    require(by, "campaign.correct", correction.campaign)
    campaign = open_for_writing(correction.campaign)
    correction = lock(correction)
    version = version_of(campaign)
    if correction.undone_at or version is None or not is_hanging(version, correction):
        raise Invalid("这项更正不用再对，页面可能已经过时，请刷新后再看。")
    facts = facts_in(version, corrections_of(campaign))
    is_added = correction.anchor.startswith(ADDED)
    kind = "clauses" if is_added else correction.fact_kind
    fact = next((each for each in facts if each.kind == kind and each.anchor == target), None)
    if fact is None:
        raise Invalid("请选择它现在属于哪一条。" if is_added else "请选择它现在是哪一项。", "target")
    if correction.value == {}:
        raise Invalid("这项更正只指定了出处，请在原文里重新选词句，或者放弃它。")
    old = correction.anchor
    same = Correction.objects.filter(campaign=campaign, fact_kind=correction.fact_kind, anchor=old)
    for each in same:
        attach(each, fact, is_added=is_added)
    materialise(campaign)
    event = CorrectionAttached(
        campaign_id=campaign.pk,
        kind=KINDS[kind].label,
        old=public_words(correction.fact_kind, old, correction.old_words or "补充的内容"),
        fact=public_words(fact.kind, fact.anchor, line_of(fact)),
    )
    record(event, by=by)
    correction.refresh_from_db()
    return correction


def is_hanging(version: NoticeVersion, correction: Correction) -> bool:
    """Whether no fact of this text takes the correction."""
    facts = facts_in(version, [correction])
    return bool(hanging(facts, overlays_of([correction])))


def check_choice(version: NoticeVersion, choice: Choice, clause: str | None) -> None:
    """Invalid unless the words stand where they are said to stand, within the clause."""
    if not 0 <= choice.start < choice.end <= len(version.text):
        raise Invalid("选定的词句不在原文之内，请重新选择。")
    if version.text[choice.start : choice.end] != choice.words:
        raise Invalid("选定的词句与原文对不上，原文可能已经更换，请刷新后重新选择。")
    if not choice.words.strip():
        raise Invalid("选定的只有空白，请选择有字的地方。")
    if clause is None:
        return
    place = version.clauses.filter(clause__key=clause).first()
    if place is None or not place.start <= choice.start < choice.end <= place.end:
        name = f"“{place.marker}{place.title[:20]}”" if place else "所属的条款"
        raise Invalid(f"选定的词句不在{name}之内，请在这一条里选择，或者先更正它的条款。")


def attach(correction: Correction, fact: Fact, *, is_added: bool) -> None:
    """Let the correction be one of this fact, or an added one stand in this clause."""
    if is_added:
        correction.value = {**(correction.value or {}), "clause": fact.anchor}
        correction.chosen_start = correction.chosen_end = None
        correction.chosen_words = ""
    else:
        correction.anchor = fact.anchor
    if correction.value and "clause" in correction.value and not is_added:
        correction.value = {**correction.value, "clause": fact.values.get("clause")}
    correction.is_loose, correction.is_reworded = False, False
    correction.save(update_fields=["anchor", "value", "is_loose", "is_reworded", *CHOICE])


def _check_seen(campaign: Campaign, fact: Fact | None, seen: str) -> None:
    """Invalid where somebody changed the fact after this person looked."""
    if fact is None or not seen or digest_of(fact) == seen:
        return
    latest = Correction.objects.filter(campaign=campaign, fact_kind=fact.kind, anchor=fact.anchor, undone_at=None)
    last = latest.select_related("by").order_by("-pk").first()
    who = f"{last.by} " if last else ""
    raise Invalid(f"页面打开以后{who}改过这一项，现在是“{line_of(fact)[:60]}”，请看过再改。")


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
    for unit in named_units(campaign.district_id):
        if SequenceMatcher(None, unit.name, name, autojunk=False).ratio() >= TOO_LIKE:
            raise Invalid(f"没有“{name}”这个单位，是不是“{unit.name}”？", field)


def _record(correction: Correction, version: NoticeVersion, by: User) -> None:
    campaign_id, kind = correction.campaign_id, correction.get_fact_kind_display()
    old, now = correction.old_words, ""
    if correction.value is not None:
        facts = facts_in(version, corrections_of(correction.campaign))
        now = next(line_of(fact) for fact in facts if fact.anchor == correction.anchor)
    hide = (correction.fact_kind, correction.anchor)
    event: FactAdded | FactCorrected | FactRemoved
    if not old:
        event = FactAdded(campaign_id=campaign_id, kind=kind, fact=public_words(*hide, now))
    elif correction.value is None:
        event = FactRemoved(campaign_id=campaign_id, kind=kind, fact=public_words(*hide, old))
    else:
        said, says = public_words(*hide, old), public_words(*hide, now)
        event = FactCorrected(campaign_id=campaign_id, kind=kind, fact=said, now=says)
    record(event, by=by, private={"words": f"{old} → {now}"} if has_people(*hide) else None)
