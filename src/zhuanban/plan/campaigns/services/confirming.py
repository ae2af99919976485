"""Who found what right: facts one by one, a clause or a kind at once, and answers to findings."""

from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import ConfirmationWithdrawn, FactsConfirmed, FindingAnswered
from zhuanban.plan.campaigns.models import Campaign, Confirmation
from zhuanban.plan.campaigns.rules.facts import KINDS
from zhuanban.plan.campaigns.rules.wording import public_words
from zhuanban.plan.campaigns.selectors.doubts import FINDING, Doubt
from zhuanban.plan.campaigns.selectors.items import Item, items_of, items_to_confirm
from zhuanban.plan.campaigns.selectors.review import doubt_for
from zhuanban.plan.campaigns.services.corrections import open_for_writing

NAMED_AT_MOST = 3


@transaction.atomic
def confirm_fact(*, by: User, campaign: Campaign, fact_kind: str, anchor: str, seen: str) -> Item:
    """Say that a fact is right as it was `seen`; where somebody else already said so, that stands."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    item = _item(campaign, fact_kind, anchor)
    if not item.is_in_force:
        raise Invalid("这一项已经删除，不用核对。")
    if item.seen != seen:
        raise Invalid(_changed(item))
    if not item.is_confirmed:
        _confirm(by, campaign, [item])
    return item


@transaction.atomic
def confirm_facts(
    *, by: User, campaign: Campaign, fact_kind: str = "", clause: str = "", seen: str
) -> list[Confirmation]:
    """Say that all facts of a kind, or of a clause, that nobody confirmed yet are right as they were `seen`."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    if not fact_kind and not clause:
        raise Invalid("请说明核对哪一类事实，或者哪一条。")
    items = items_to_confirm(items_of(campaign), fact_kind, clause)
    if not items:
        raise Invalid("这里的事实都已经核对过了。")
    if seal_of(items) != seen:
        raise Invalid(f"页面打开以后这里有了变化，现在是 {len(items)} 项待核对，请看过再确认。")
    return _confirm(by, campaign, items)


@transaction.atomic
def withdraw_confirmation(*, by: User, campaign: Campaign, fact_kind: str, anchor: str) -> Item:
    """Take back that a fact was found right."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    item = _item(campaign, fact_kind, anchor)
    if not item.is_confirmed or item.check is None:
        raise Invalid("这一项还没有核对过，不用收回。")
    _withdraw(item.check, by)
    event = ConfirmationWithdrawn(
        campaign_id=campaign.pk, kind=KINDS[fact_kind].label, fact=public_words(fact_kind, anchor, item.line)
    )
    record(event, by=by)
    return item


@transaction.atomic
def answer_finding(*, by: User, campaign: Campaign, finding_id: int, answer: str, note: str = "") -> Confirmation:
    """Say what became of a finding; the newest answer holds."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    doubt = _doubt(campaign, finding_id)
    if answer not in Confirmation.Answer.values:
        raise Invalid("请选择怎样处理这处疑点。", "answer")
    if doubt.check:
        _withdraw(doubt.check, by)
    confirmation = Confirmation(
        campaign=campaign, fact_kind=FINDING, anchor=doubt.anchor, shown=doubt.seen, answer=answer,
        note=note.strip()[:200], by=by, at=clock.now(),
    )  # fmt: skip
    confirmation.save(force_insert=True)
    words = f"（{confirmation.note}）" if confirmation.note else ""
    event = FindingAnswered(
        campaign_id=campaign.pk,
        finding=doubt.finding.message[:120],
        answer=str(Confirmation.Answer(answer).label),
        note=words,
    )
    record(event, by=by)
    return confirmation


@transaction.atomic
def reopen_finding(*, by: User, campaign: Campaign, finding_id: int) -> Confirmation:
    """Take back the answer to a finding."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    doubt = _doubt(campaign, finding_id)
    if doubt.check is None:
        raise Invalid("这处疑点还没有答复过。")
    _withdraw(doubt.check, by)
    record(ConfirmationWithdrawn(campaign_id=campaign.pk, kind="疑点", fact=doubt.finding.message[:100]), by=by)
    return doubt.check


def seal_of(items: Sequence[Item]) -> str:
    """What is seen of several facts at once."""
    return sha256("".join(sorted(f"{item.id}{item.seen}" for item in items)).encode()).hexdigest()[:16]


def _confirm(by: User, campaign: Campaign, items: Sequence[Item]) -> list[Confirmation]:
    confirmations = Confirmation.objects.bulk_create(
        Confirmation(campaign=campaign, fact_kind=item.kind, anchor=item.anchor, shown=item.seen, by=by, at=clock.now())
        for item in items
    )
    kinds = list(dict.fromkeys(item.kind for item in items))
    named = [public_words(item.kind, item.anchor, item.line)[:60] for item in items[:NAMED_AT_MOST]]
    event = FactsConfirmed(
        campaign_id=campaign.pk,
        kind="、".join(KINDS[kind].label for kind in kinds),
        count=len(items),
        facts="；".join(named) + ("……" if len(items) > NAMED_AT_MOST else ""),
    )
    record(event, by=by)
    return confirmations


def _withdraw(confirmation: Confirmation, by: User) -> None:
    confirmation.withdrawn_at, confirmation.withdrawn_by = clock.now(), by
    confirmation.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _item(campaign: Campaign, kind: str, anchor: str) -> Item:
    found = next((item for item in items_of(campaign) if (item.kind, item.anchor) == (kind, anchor)), None)
    if found is None:
        raise Invalid("通知里没有这项事实，页面可能已经过时，请刷新后再试。")
    return found


def _doubt(campaign: Campaign, finding_id: int) -> Doubt:
    found = doubt_for(campaign, finding_id)
    if found is None:
        raise Invalid("没有这处疑点，页面可能已经过时，请刷新后再试。")
    return found


def _changed(item: Item) -> str:
    who = f"{item.correction.by} " if item.correction else ""
    return f"页面打开以后{who}改过这一项，现在是“{item.line[:60]}”，请看过再核对。"
